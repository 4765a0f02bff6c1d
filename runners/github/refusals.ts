import { GitHubRefusal } from "../ports/github.ts";
import type { Incoming } from "./connections.ts";

/** What GitHub asks of those who hit a limit of which it does not say when it ends (ms). */
const untold = 60_000;

/**
 * The error that an answer stands for: a refusal where GitHub is known to have done nothing. Of what was sent or answered
 * it holds GitHub's one sentence alone, without words so long that they might be a secret. `now`: ms since 1970.
 */
export function errorOf(request: string, { status, headers, text }: Incoming, now: number): Error {
  const said = sentence(text);
  const message = `${request}: ${status}${said === "" ? "" : ` ${said}`}`;
  // A request that timed out at GitHub may have been done.
  if (status < 400 || status >= 500 || status === 408) return new Error(message);
  const kind = kindOf(status, headers, said);
  return new GitHubRefusal(kind, message, kind === "limited" ? retryAt(headers, now) : null);
}

/** The error for a request without an answer: whether it was done is not known. */
export function lostAnswer(request: string, cause: unknown): Error {
  const { code } = cause as { readonly code?: unknown };
  const broke = typeof code === "string" ? code : "the connection broke";
  return new Error(`${request}: no answer (${isOutOfTime(cause) ? "out of time" : broke})`);
}

/** Whether GitHub was waited for long enough. */
export function isOutOfTime(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "AbortError";
}

function kindOf(status: number, headers: Incoming["headers"], said: string): GitHubRefusal["kind"] {
  const isLimit =
    headers["retry-after"] !== undefined ||
    headers["x-ratelimit-remaining"] === "0" ||
    /rate limit|abuse detection/i.test(said);
  if (status === 429 || (status === 403 && isLimit)) return "limited";
  if (status === 401 || status === 403) return "forbidden";
  if (status === 404 || status === 410) return "missing";
  return status === 409 ? "conflict" : "invalid";
}

/** In the order in which GitHub's documentation has it. */
function retryAt(headers: Incoming["headers"], now: number): number {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(seconds)) return now + seconds * 1000;
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN) * 1000;
  if (headers["x-ratelimit-remaining"] === "0" && Number.isFinite(reset)) return Math.max(reset, now);
  return now + untold;
}

function sentence(text: string): string {
  const { message } = parsed(text);
  if (typeof message !== "string") return "";
  return message
    .replace(/\S{32,}/g, "[...]")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}

function parsed(text: string): { readonly message?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { readonly message?: unknown };
  } catch {
    return {};
  }
}
