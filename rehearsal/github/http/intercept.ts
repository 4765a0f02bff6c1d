import { ApiError } from "./error.ts";
import type { Reply } from "./route.ts";

/** A request as a test sees it, before it is answered. */
export interface Intercepted {
  /** The operation, such as `POST /repos/{owner}/{repo}/git/trees`; where there is none, method and path. */
  readonly operation: string;
  readonly method: string;
  /** What was asked for, as it was written. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** What came along, as text. */
  readonly body: string;
  /** How often the operation was asked for, with this time. */
  readonly count: number;
}

/**
 * What happens to a request instead of what would: another answer, or a connection that breaks, before anything
 * is done or once all is done but the client has not heard of it.
 */
export type Interception = Reply | ApiError | "break before" | "break after";

/** Decides for each request; undefined: it is answered as ever. */
export type Intercept = (
  request: Intercepted,
) => Interception | undefined | Promise<Interception | undefined>;

/** 403 to a client that asks too fast; `seconds` is how long it is told to wait. */
export function secondaryRateLimit(seconds: number): ApiError {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";
  return new ApiError(403, message, { headers: { "Retry-After": String(seconds) } });
}

/** 403 to a client that has used up its requests of the hour; `seconds` is how long until the next begins. */
export function primaryRateLimit(seconds: number): ApiError {
  const reset = Math.ceil(Date.now() / 1000) + seconds;
  return new ApiError(403, "API rate limit exceeded for user ID 1.", {
    headers: { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(reset) },
  });
}
