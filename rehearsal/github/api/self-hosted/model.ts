import { GitHubRefusal } from "../../../../runners/ports/github.ts";
import type { GitHubModel } from "../../../runners/github-model.ts";
import { ApiError, conflict, notFound, unprocessable } from "../../http/error.ts";
import type { Call, Route } from "../../http/route.ts";

/** The runners and jobs that are asked for; 404 where none are played here. */
export function modelOf({ runners }: Call): GitHubModel {
  if (runners === null) throw notFound();
  return runners;
}

/** Does it; what the model refuses is answered as the service does. */
export function answered<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof GitHubRefusal ? apiError(error) : error;
  }
}

/** Counts a request against what may be asked in a minute; an App's own questions count by themselves. */
export function spendPoints({ method, path }: Route, runners: GitHubModel | null): void {
  if (!path.startsWith("/app")) answered(() => runners?.spendPoints(method === "GET" ? 1 : 5));
}

/** The service's answer that says the same. */
export function apiError({ kind, message, retryAt }: GitHubRefusal): ApiError {
  switch (kind) {
    case "conflict":
      return conflict(message);
    case "missing":
      return notFound();
    case "invalid":
      return unprocessable(message);
    case "forbidden":
      return new ApiError(403, message);
    case "limited": {
      const seconds = Math.max(1, Math.ceil(((retryAt ?? 0) - Date.now()) / 1000));
      const said =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      return new ApiError(403, said, { headers: { "Retry-After": String(Math.min(seconds, 60)) } });
    }
  }
}

/** The number that a request names; NaN, which nothing has, where it is none. */
export function numberOf({ params }: Call, name: string): number {
  return Number(params[name]);
}
