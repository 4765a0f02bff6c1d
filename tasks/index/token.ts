import type { HttpOptions } from "../http/request.ts";

/** An upload token, good for minutes; or why the index gives none. */
export type TokenExchange =
  | { readonly token: string; readonly expires: number | null }
  | { readonly token: null; readonly errors: readonly ExchangeError[] };

/** What an index says against an exchange. */
export interface ExchangeError {
  /** `invalid-publisher`, `not-enabled`, ... */
  readonly code: string;
  readonly description: string;
}

/** The audience that an index wants in an OIDC token: `pypi`. */
export function askAudience(simpleUrl: string, options: HttpOptions): Promise<string> {
  return Promise.reject(new Error(`${simpleUrl.length} ${options.place}`));
}

/**
 * Exchanges an OIDC token for an upload token of the index, which is to be masked before anything else is done with it.
 * A refusal is an answer; throws a TaskError where the index can't be asked.
 */
export function exchangeToken(
  simpleUrl: string,
  oidcToken: string,
  options: HttpOptions,
): Promise<TokenExchange> {
  return Promise.reject(new Error(`${simpleUrl.length} ${oidcToken.length} ${options.place}`));
}
