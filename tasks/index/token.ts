import { type HttpOptions, request } from "../http/request.ts";
import { type Shape, listOf, objectOf, optional, parseJson, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";

/** An upload token, good for minutes; or why the index gives none. */
export type TokenExchange =
  | {
      readonly token: string;
      /** Milliseconds since 1970; null where the index tells none. */
      readonly expires: number | null;
    }
  | { readonly token: null; readonly errors: readonly ExchangeError[] };

/** What an index says against an exchange. */
export interface ExchangeError {
  /** `invalid-publisher`, `not-enabled`, ... */
  readonly code: string;
  readonly description: string;
}

/** The audience that an index wants in an OIDC token: `pypi`. */
export async function askAudience(simpleUrl: string, options: HttpOptions): Promise<string> {
  const url = new URL("/_/oidc/audience", simpleUrl).href;
  const { status, body } = await request({ url }, options);
  const audience = status === 200 ? read(body, objectOf({ audience: text })) : null;
  if (audience !== null) return audience.audience;
  const fault = status === 403 ? "has trusted publishing switched off" : "has no trusted publishing";
  throw failure(options, fault, "publish by an API token, or wait until it is on");
}

const given = objectOf({
  token: text,
  expires: optional<number | null>((value) => (typeof value === "number" ? value * 1000 : null)),
});
const refused = objectOf({ errors: listOf(objectOf({ code: text, description: text })) });

/**
 * Exchanges an OIDC token for an upload token of the index, which is to be masked before anything else is done with it.
 * A refusal is an answer; throws a TaskError where the index can't be asked. An OIDC token is good for one exchange.
 */
export async function exchangeToken(
  simpleUrl: string,
  oidcToken: string,
  options: HttpOptions,
): Promise<TokenExchange> {
  const asked = {
    url: new URL("/_/oidc/mint-token", simpleUrl).href,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ token: oidcToken }),
    // The token is good for this index alone: where a redirect leads, it must not go.
    redirect: "manual",
  } as const;
  const { status, body } = await request(asked, options);
  const answer = status === 200 ? read(body, given) : null;
  if (answer !== null) return answer;
  const told = status >= 400 ? read(body, refused) : null;
  if (told !== null)
    return { token: null, errors: told.errors.map((error) => withoutToken(error, oidcToken)) };
  const mend = "run the job again; check that it is an index with trusted publishing";
  throw failure(
    options,
    `answered ${status} to the exchange of a token, and not in a way that is known`,
    mend,
  );
}

/** What was sent must not come out by way of a complaint about it. */
function withoutToken({ code, description }: ExchangeError, token: string): ExchangeError {
  const parts = [token, ...token.split(".")].filter((part) => part.length > 8);
  return { code, description: parts.reduce((told, part) => told.replaceAll(part, "***"), description) };
}

function read<T>(body: Buffer, shape: Shape<T>): T | null {
  try {
    return parseJson(body, shape);
  } catch {
    return null;
  }
}

function failure({ place }: HttpOptions, fault: string, mend: string): TaskError {
  return new TaskError([{ place, fault, mend }]);
}
