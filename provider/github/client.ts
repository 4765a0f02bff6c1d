import type { request } from "@octokit/request";
import { setTimeout as wait } from "node:timers/promises";
import type { GitHubSettings } from "./settings.ts";

/** GitHub's answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** Parsed JSON; whoever reads it knows which schema it has. */
  readonly data: unknown;
}

/** Sends requests to GitHub; what GitHub refuses is a `RefusedError`. */
export interface GitHubClient {
  readonly owner: string | null;
  /** Whether it has no credentials: GitHub then answers of public repositories, and takes nothing. @default false */
  readonly isAnonymous?: boolean;
  /** `route` as GitHub documents it: `PUT /repos/{owner}/{repo}/immutable-releases`. */
  request(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

/** GitHub said no, or did not answer. Holds no credentials. */
export class RefusedError extends Error {
  /** 0: no answer at all. */
  readonly status: number;
  readonly method: string;
  readonly url: string;
  /** What GitHub said, without the address. */
  readonly reason: string;
  /** GitHub's list of what is wrong with a request (status 422). */
  readonly errors: readonly unknown[];

  constructor(refusal: Pick<RefusedError, "status" | "method" | "url" | "reason" | "errors">) {
    super(`${refusal.method} ${refusal.url}: ${refusal.status} ${refusal.reason}`);
    this.name = "RefusedError";
    this.status = refusal.status;
    this.method = refusal.method;
    this.url = refusal.url;
    this.reason = refusal.reason;
    this.errors = refusal.errors;
  }
}

/** Whether an error is GitHub's refusal with this status. */
export function isStatus(error: unknown, status: number): error is RefusedError {
  return error instanceof RefusedError && error.status === status;
}

type Request = typeof request;
type Pause = (milliseconds: number) => Promise<unknown>;

const attempts = 4;
/** Longest wait between two attempts: GitHub may ask for an hour, and nobody watches a terminal that long. */
const longestPause = 60_000;
/** Longest wait for an answer: a server that accepts a request and says nothing would hold up a run for ever. */
const longestAnswer = 60_000;
/** So many requests are under way at once at most: GitHub refuses more than a hundred. */
const atOnce = 20;

/**
 * A client that authenticates as the settings say and tries again what failed for a passing reason; `patience` is how
 * long it waits for an answer (milliseconds).
 */
export function connect(
  settings: GitHubSettings,
  pause: Pause = wait,
  patience: number = longestAnswer,
): GitHubClient {
  let prepared: Promise<Request> | undefined;
  const taken = places(atOnce);
  return {
    owner: settings.owner,
    isAnonymous: settings.token === null && settings.appAuth === null,
    request: async (route, parameters) => {
      const send = await (prepared ??= prepare(settings));
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await taken(async (): Promise<Answer> => {
            const signal = AbortSignal.timeout(patience);
            return await send(route, { ...parameters, request: { signal } });
          });
        } catch (error) {
          const refused = read(error, route, settings);
          const delay = attempt < attempts ? retryDelay(error, refused, attempt) : null;
          if (delay === null) throw refused;
          await pause(delay);
        }
      }
    },
  };
}

/** Lets so many things be under way at once; the others wait for a place. */
function places(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

async function prepare(settings: GitHubSettings): Promise<Request> {
  const { request } = await import("@octokit/request");
  const plain = request.defaults({
    baseUrl: settings.baseUrl.replace(/\/$/, ""),
    headers: { "user-agent": "slipway", "x-github-api-version": "2022-11-28" },
  });
  if (settings.appAuth !== null) {
    const { createAppAuth } = await import("@octokit/auth-app");
    const { id, installationId, pemFile } = settings.appAuth;
    const auth = createAppAuth({ appId: id, installationId, privateKey: pemFile, request: plain });
    return plain.defaults({ request: { hook: auth.hook.bind(auth) } });
  }
  if (settings.token === null) return plain;
  return plain.defaults({ headers: { authorization: `token ${settings.token}` } });
}

/** As far as the shapes of @octokit/request-error go; of others nothing is known. */
interface Failure {
  readonly status?: number;
  readonly message?: string;
  readonly request?: { readonly url?: string; readonly method?: string };
  readonly response?: {
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly data?: { readonly message?: unknown; readonly errors?: unknown };
  };
}

function read(error: unknown, route: string, settings: GitHubSettings): RefusedError {
  const failure = error as Failure;
  const answered = failure.response !== undefined;
  const { message, errors } = failure.response?.data ?? {};
  const [method = "GET", path = route] = route.split(" ");
  const reason = typeof message === "string" ? message : (failure.message ?? String(error));
  return new RefusedError({
    status: answered ? (failure.status ?? 0) : 0,
    method,
    url: failure.request?.url ?? settings.baseUrl.replace(/\/$/, "") + path,
    reason: redact(reason, settings),
    errors: Array.isArray(errors) ? errors.map((each: unknown) => redactAll(each, settings)) : [],
  });
}

/** A server that answers with what it was sent must not bring the credentials into a log. */
function redact(text: string, settings: GitHubSettings): string {
  const credentials = [settings.token, settings.appAuth?.pemFile ?? null];
  return credentials.reduce<string>(
    (clean, secret) => (secret === null ? clean : clean.replaceAll(secret, "[secret]")),
    text,
  );
}

/** What GitHub lists as wrong is text, or has texts in it. */
function redactAll(error: unknown, settings: GitHubSettings): unknown {
  if (typeof error === "string") return redact(error, settings);
  if (typeof error !== "object" || error === null) return error;
  const entries = Object.entries(error).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "string" ? redact(value, settings) : value,
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** Milliseconds after which to try again; null: it would fail again, or might be done twice. */
function retryDelay(error: unknown, refused: RefusedError, attempt: number): number | null {
  const headers = (error as Failure).response?.headers ?? {};
  const limited =
    refused.status === 429 ||
    (refused.status === 403 &&
      (headers["retry-after"] !== undefined ||
        headers["x-ratelimit-remaining"] === "0" ||
        /rate limit/i.test(refused.reason)));
  // A limited request was not carried out; one that broke off may have been: only what can be repeated is.
  const broken = (refused.status === 0 || refused.status >= 500) && refused.method !== "POST";
  if (!limited && !broken) return null;
  const asked = Number(headers["retry-after"]) * 1000 || untilReset(headers, refused.status) || 0;
  if (asked > longestPause) return null;
  return Math.max(asked, 250 * 4 ** (attempt - 1));
}

function untilReset(headers: Readonly<Record<string, string | undefined>>, status: number): number {
  if (status !== 403 && status !== 429) return 0;
  if (headers["x-ratelimit-remaining"] !== "0") return 0;
  return Math.max(0, Number(headers["x-ratelimit-reset"]) * 1000 - Date.now());
}
