import { GitHubRefusal } from "../../../../runners/ports/github.ts";
import type { GitHubModel } from "../../../runners/github-model.ts";
import { ApiError, conflict, notFound, unprocessable } from "../../http/error.ts";
import { limited } from "../../http/rates.ts";
import type { Call } from "../../http/route.ts";

/** Does something with the runners that are played, if any are; what they refuse is answered as the service does. */
export function answered<T>({ runners }: Call, act: (model: GitHubModel) => T): T {
  if (runners === null) throw notFound();
  try {
    return limited(runners, () => act(runners));
  } catch (error) {
    throw error instanceof GitHubRefusal ? apiError(error) : error;
  }
}

function apiError({ kind, message }: GitHubRefusal): ApiError {
  if (kind === "conflict") return conflict(message);
  if (kind === "missing") return notFound();
  return kind === "invalid" ? unprocessable(message) : new ApiError(403, message);
}

/** The number that a request names; NaN, which nothing has, where it is none. */
export function numberOf({ params }: Call, name: string): number {
  return Number(params[name]);
}
