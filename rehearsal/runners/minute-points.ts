import { GitHubRefusal } from "../../runners/ports/github.ts";

const minute = 60_000;

/** GitHub's limit of what may be asked in a minute, in points: its secondary rate limit. */
const most = 900;

/** The points of each minute that were used. */
export class MinutePoints {
  #minute = 0;
  #used = 0;

  /** Throws a GitHubRefusal where they are used up; `now`: ms since 1970. */
  spend(points: number, now: number): void {
    const present = Math.floor(now / minute);
    if (present !== this.#minute) [this.#minute, this.#used] = [present, 0];
    if (this.#used + points > most)
      throw new GitHubRefusal("limited", "secondary rate limit", (present + 1) * minute);
    this.#used += points;
  }
}
