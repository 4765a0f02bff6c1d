import { createAppAuth } from "@octokit/auth-app";
import { request as plain } from "@octokit/request";
import { GitHubRefusal } from "../ports/github.ts";

/** An answer as far as it is read. */
export interface Answer {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** Sends a request, such as `GET /orgs/{org}/actions/runners` with its parameters. */
export type Send = (route: string, parameters?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** What GitHub is asked with. */
export interface GitHubAccess {
  /** Address of the REST API. */
  readonly api: string;
  readonly appId: number;
  readonly installationId: number;
  /** The App's private key, as PEM; asked for when it is needed. */
  readonly privateKey: () => Promise<string>;
}

/** GitHub is given so long for an answer (ms): the functions have a minute. */
const patience = 10_000;

/**
 * Sends requests as an App's installation, those of `/app` as the App itself. Tokens are made when they are needed, and
 * kept for as long as they are valid.
 */
export function appRequests({ api, appId, installationId, privateKey }: GitHubAccess): Send {
  const request = plain.defaults({
    baseUrl: api.replace(/\/$/, ""),
    headers: { "user-agent": "slipway", "x-github-api-version": "2022-11-28" },
  });
  let signed: Promise<typeof request> | null = null;
  const prepare = async () => {
    const auth = createAppAuth({ appId, installationId, privateKey: await privateKey(), request });
    return request.defaults({ request: { hook: auth.hook.bind(auth) } });
  };
  return async (route, parameters = {}) => {
    signed ??= prepare();
    const ready = await signed.catch((error: unknown) => {
      signed = null;
      throw error;
    });
    const attempt = () =>
      ready(route, { ...parameters, request: { signal: AbortSignal.timeout(patience) } }) as Promise<Answer>;
    try {
      return await attempt().catch((error: unknown) => again(route, error, attempt));
    } catch (error) {
      throw read(route, error);
    }
  };
}

/** A read may be sent once more; what changes something may have done so. */
async function again(route: string, error: unknown, attempt: () => Promise<Answer>): Promise<Answer> {
  const { status = 0 } = error as Failure;
  if (!route.startsWith("GET ") || (status >= 400 && status < 500)) throw error;
  return await attempt();
}

/** As far as the shape of an octokit error goes. */
interface Failure {
  readonly status?: number;
  readonly response?: {
    readonly headers?: Readonly<Record<string, string | number | undefined>>;
    readonly data?: { readonly message?: unknown };
  };
}

/** What failed, without what was sent or answered: a refusal where GitHub is known to have done nothing. */
function read(route: string, error: unknown): Error {
  const { status = 0, response } = error as Failure;
  const said = typeof response?.data?.message === "string" ? response.data.message.slice(0, 200) : "";
  const text = `${route}: ${status === 0 || response === undefined ? "no answer" : `${status} ${said}`}`;
  if (response === undefined || status < 400 || status >= 500) return new Error(text);
  return new GitHubRefusal(
    kindOf(status, said, response.headers ?? {}),
    text,
    retryAt(response.headers ?? {}),
  );
}

function kindOf(status: number, said: string, headers: Answer["headers"]): GitHubRefusal["kind"] {
  const isLimit =
    headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0" ||
    /secondary rate limit|abuse detection/i.test(said);
  if (status === 429 || (status === 403 && isLimit)) return "limited";
  if (status === 409) return "conflict";
  if (status === 404) return "missing";
  return status === 401 || status === 403 ? "forbidden" : "invalid";
}

/** When to ask again (ms since 1970); null: GitHub does not say. */
function retryAt(headers: Answer["headers"]): number | null {
  const seconds = headers["retry-after"];
  if (seconds !== undefined) return Date.now() + Number(seconds) * 1000;
  const reset = headers["x-ratelimit-reset"];
  return String(headers["x-ratelimit-remaining"]) === "0" && reset !== undefined
    ? Number(reset) * 1000
    : null;
}
