import { type Job, type JobState, isWaitingForRunner, jobStates } from "../jobs/job.ts";
import type { PoolView } from "../ports/table.ts";
import type { Market } from "../ports/compute.ts";
import type { Pool } from "../settings/pool.ts";
import { unreserved, worstOf } from "./money.ts";
import type { Launch, Runner } from "./runner.ts";

/** EC2 and the table take no more in one call. */
const mostAtOnce = 90;

/** How long a launch without a word of its outcome counts as under way (ms). */
export const launchPatience = 120_000;

/** GitHub refuses runners that lack a version published 30 days ago. */
const day = 86_400_000;
export const versionDays = { warn: 20, refuse: 28 } as const;

/** How a pool stands. */
export interface Demand {
  /** Jobs that a runner is to be had for. */
  readonly waiting: readonly Job[];
  /** Runners that start or wait for a job, launches of unknown outcome included. */
  readonly free: number;
  /** Runners that start, wait or work. */
  readonly alive: number;
}

/** What to launch next, and why not more. */
export interface Decision {
  readonly count: number;
  readonly market: Market;
  /** Null: it is all that is needed. */
  readonly shortfall: string | null;
}

/**
 * Jobs and runners are counted, not paired: GitHub gives a job to whichever runner has its labels, so a runner that a job
 * took from another is made up for by the one that was started for it.
 */
export function demandOf({ jobs, runners, launches }: PoolView): Demand {
  const taken = runnersOfJobs(jobs, jobStates);
  const finished = runnersOfJobs(jobs, ["completed"]);
  const isFree = ({ name, busySince, ending }: Runner) =>
    !taken.has(name) && busySince === null && ending === null;
  const coming = comingBy(launches);
  return {
    waiting: jobs.filter(isWaitingForRunner),
    free: runners.filter(isFree).length + coming,
    alive: runners.filter(({ name }) => !finished.has(name)).length + coming,
  };
}

/** Names of the runners of jobs in one of those states. */
export function runnersOfJobs(jobs: readonly Job[], states: readonly JobState[]): ReadonlySet<string> {
  return new Set(
    jobs.flatMap(({ runner, state }) => (runner !== null && states.includes(state) ? runner : [])),
  );
}

/** How many instances come by launches whose outcome is not known. */
export function comingBy(launches: readonly Launch[]): number {
  return launches.reduce((sum, { count }) => sum + count, 0);
}

/** The next launch: the need, capped by the pool's maximum and by what its budget allows for at worst. */
export function decide(pool: Pool, view: PoolView, now: number): Decision {
  const { waiting, free, alive } = demandOf(view);
  const need = waiting.length - free;
  // A job that an interruption ended gets an instance that can't be interrupted.
  const steady = waiting.filter(({ onDemand }) => onDemand).length;
  const market = pool.platform === "mac" || pool.market === "on-demand" || steady > 0 ? "on-demand" : "spot";
  const wanted = steady > 0 && pool.platform === "linux" ? Math.min(need, steady) : need;
  if (need <= 0) return { count: 0, market, shortfall: null };
  if (view.drainedSince !== null) return { count: 0, market, shortfall: "an operator drains it" };
  if (view.notice !== null && now < view.notice.until)
    return { count: 0, market, shortfall: view.notice.text };
  const old = view.outdatedSince === null ? 0 : Math.floor((now - view.outdatedSince) / day);
  if (old >= versionDays.refuse) {
    const shortfall = `the runner ${pool.runnerVersion} of the image is outdated for ${old} days: GitHub refuses it from 30 days on; rebuild the image`;
    return { count: 0, market, shortfall };
  }
  const room = pool.maximum - alive;
  const worst = worstOf(pool);
  const affordable = worst === 0 ? Infinity : Math.floor(unreserved(pool, view) / worst);
  const count = Math.max(0, Math.min(wanted, room, affordable, mostAtOnce));
  return {
    count,
    market,
    shortfall: count < Math.min(wanted, mostAtOnce) ? why(pool, room, affordable) : null,
  };
}

function why(pool: Pool, room: number, affordable: number): string {
  if (affordable <= room && affordable !== Infinity)
    return `the budget of ${pool.monthly} US dollars a month would not cover another runner's whole lifetime`;
  return `all ${pool.maximum} runners of the pool are in use`;
}
