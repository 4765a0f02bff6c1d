import { GitHubRefusal } from "../../../runners/ports/github.ts";
import type { GitHubModel } from "../../runners/github-model.ts";
import { ApiError } from "./error.ts";
import { secondaryRateLimit } from "./intercept.ts";
import type { Reply, Route } from "./route.ts";

const hour = 3_600_000;

/** How much an installation may ask where runners are played: in an hour, and in a minute by the points of the model. */
export class Rates {
  readonly #runners: GitHubModel | null;
  readonly #limit: number;
  #used = 0;
  #begin = Number.NaN;

  /** `limit`: requests of an hour. */
  constructor(runners: GitHubModel | null, limit: number) {
    this.#runners = runners;
    this.#limit = limit;
  }

  /** Counts a request; an App's own questions count by themselves. Throws the service's answer where it is too much. */
  spend({ method, path }: Route): void {
    const runners = this.#runners;
    if (runners === null || path.startsWith("/app/")) return;
    const now = runners.clock.now();
    if (!(now >= this.#begin && now < this.#begin + hour)) [this.#used, this.#begin] = [0, now];
    if (this.#used >= this.#limit) throw new ApiError(403, "API rate limit exceeded for installation ID 1.");
    this.#used += 1;
    limited(runners, () => runners.spendPoints(method === "GET" ? 1 : 5));
  }

  /** The answer, with what is left. */
  told(reply: Reply): Reply {
    if (Number.isNaN(this.#begin)) return reply;
    const headers = {
      "X-RateLimit-Limit": String(this.#limit),
      "X-RateLimit-Remaining": String(this.#limit - this.#used),
      "X-RateLimit-Used": String(this.#used),
      "X-RateLimit-Reset": String(Math.ceil((this.#begin + hour) / 1000)),
      "X-RateLimit-Resource": "core",
    };
    return { ...reply, headers: { ...headers, ...reply.headers } };
  }
}

/** Does it; where the model says that it is too much, the service's answer is thrown. */
export function limited<T>(runners: Pick<GitHubModel, "clock">, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof GitHubRefusal) || error.kind !== "limited") throw error;
    const now = runners.clock.now();
    throw secondaryRateLimit(Math.max(1, Math.ceil(((error.retryAt ?? now) - now) / 1000)));
  }
}
