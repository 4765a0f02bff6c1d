/** Whom a signal is sent to. */
export type Target = "engine" | "provider" | "engine and provider" | "command";

/** When in an update something is killed, and what becomes of what it was just asking of GitHub. */
export interface Moment {
  /** Which of all, from 0. */
  readonly index: number;
  readonly target: Target;
  readonly signal: "SIGKILL" | "SIGINT";
  /** How far the update has come, from 0 to 1: by what it has asked of GitHub, or by time. */
  readonly by: "requests" | "time";
  readonly fraction: number;
  /** Whether the request that is under way is carried out although nobody will hear of it. */
  readonly carriedOut: boolean;
}

const targets: readonly Target[] = ["engine", "provider", "engine and provider", "command"];

/** As many moments as asked for, spread evenly over the update for each target and signal; the same each time. */
export function moments(count: number): Moment[] {
  const kinds = targets.flatMap((target) =>
    (["SIGKILL", "SIGINT"] as const).map((signal) => ({ target, signal })),
  );
  const rounds = Math.ceil(count / kinds.length);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? { target: "engine", signal: "SIGKILL" };
    const round = Math.floor(index / kinds.length);
    // Each kind begins a little later than the one before it, so that no two fall together.
    const fraction = (round + (index % kinds.length) / kinds.length) / rounds;
    // Two of three by requests: that is where things are left half done.
    const by = round % 3 === 2 ? "time" : "requests";
    return { index, ...kind, by, fraction, carriedOut: (round + index) % 2 === 0 };
  });
}

/** A moment for people: `SIGKILL to the engine at 42 % of the requests`. */
export function nameOf({ target, signal, by, fraction, carriedOut }: Moment): string {
  const under = by === "requests" ? `, the one under way ${carriedOut ? "carried out" : "lost"}` : "";
  return `${signal} to the ${target} at ${Math.round(fraction * 100)} % of the ${by}${under}`;
}
