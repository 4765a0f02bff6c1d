import type { Clock } from "../ports/clock.ts";
import { GitHubRefusal } from "../ports/github.ts";
import type { Incoming } from "./connections.ts";

/** What a request counts against: GitHub counts each of them by itself. */
export type Purpose = "registration" | "installation" | "app" | "nobody";

/** What GitHub lets be asked: how much is left of the hour, and what it asked to wait with. */
export class Budget {
  readonly #clock: Clock;
  readonly #until = new Map<Purpose, number>();
  #hour: { readonly requests: number; readonly limit: number; readonly end: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes what an answer tells of the installation's hour; other resources have hours of their own. */
  note(headers: Incoming["headers"]): void {
    const of = (name: string) => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN);
    const [requests, limit, end] = [of("remaining"), of("limit"), of("reset") * 1000];
    if ((headers["x-ratelimit-resource"] ?? "core") !== "core") return;
    if ([requests, limit, end].every(Number.isFinite)) this.#hour = { requests, limit, end };
  }

  /** Null: nothing is known, or the hour is over of which it was. */
  remaining(): { readonly requests: number; readonly limit: number } | null {
    if (this.#hour === null || this.#clock.now() >= this.#hour.end) return null;
    const { requests, limit } = this.#hour;
    return { requests, limit };
  }

  /** GitHub asked to wait until then (ms since 1970). */
  rest(purpose: Purpose, until: number): void {
    this.#until.set(purpose, until);
  }

  /** Refuses in GitHub's place what it asked to wait with: it shuts out whoever goes on. */
  assertFree(purpose: Purpose, request: string): void {
    const until = this.#until.get(purpose) ?? 0;
    if (this.#clock.now() >= until) return;
    const message = `${request}: is not sent before ${new Date(until).toISOString()}, as GitHub asked`;
    throw new GitHubRefusal("limited", message, until);
  }
}
