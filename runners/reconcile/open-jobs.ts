import { eachOf } from "../concurrency/each.ts";
import { isAfter, isSettled, type Job } from "../jobs/job.ts";
import type { ListedJob } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import { interruptionMark } from "./runners.ts";
import { type Observation, runnersOf } from "./observation.ts";

const minute = 60_000;

/** GitHub cancels a job that waited for a day; a little later it counts as expired without its word. */
const mostWaiting = 24 * 60 * minute + 10 * minute;

/** A job that waits or works for so long without news is asked for. */
const withoutNews = 5 * minute;

/** How many jobs are asked for in a minute. */
const mostAsked = 15;

const atOnce = 10;

/** Takes jobs out of the pools' views once nothing is left to be done for them, and marks those that expired. */
export async function settleJobs(observation: Observation, services: Services): Promise<void> {
  const { table, clock, log } = services;
  const names = new Set(runnersOf(observation).map(({ name }) => name));
  const jobs = observation.pools.flatMap(({ view }) => view.jobs);
  const failures = await eachOf(jobs, atOnce, async (job) => {
    if (isOverdue(job, clock.now())) {
      await table.changeJob(job, { isExpired: true });
      log.warn("job expired", { pool: job.pool, job: job.id });
      return;
    }
    if (job.runner !== null && names.has(job.runner)) return;
    if (await becameInterrupted(job, services)) return;
    if (isSettled(job)) await table.settleJob(job);
  });
  failures.forEach((cause) => log.warn("job not settled", {}, cause));
}

function isOverdue({ state, isExpired, createdAt }: Job, now: number): boolean {
  return !isExpired && (state === "queued" || state === "waiting") && now - createdAt > mostWaiting;
}

/** Whether its runner's instance was taken back, so that it is to be run once more; written down if it is new. */
async function becameInterrupted(job: Job, { table }: Services): Promise<boolean> {
  const { rerun, runner, state, conclusion, refusal } = job;
  if (rerun !== null) return rerun === "wanted";
  // One that no pool may run took the runner of another: it is not given a second.
  if (refusal !== null || runner === null || (state === "completed" && conclusion === "success"))
    return false;
  if (state !== "in_progress" && state !== "completed") return false;
  if ((await table.mark(interruptionMark(runner))) === null) return false;
  await table.changeJob(job, { rerun: "wanted" });
  return true;
}

/**
 * Asks GitHub for jobs without news. Its word counts only when it says the same twice, a minute apart: one wrong answer
 * ends no job.
 */
export async function askForJobs(observation: Observation, services: Services): Promise<void> {
  const { clock, github, log } = services;
  const now = clock.now();
  const names = new Set(runnersOf(observation).map(({ name }) => name));
  const open = observation.pools
    .flatMap(({ view }) => view.jobs)
    .filter((job) => job.state !== "completed" && !job.isExpired)
    .filter((job) => job.doubt !== null || (now - job.at > withoutNews && !isAtWork(job, names)));
  const doubted = open.filter(({ doubt }) => doubt !== null);
  const others = open.filter(({ doubt }) => doubt === null);
  // Each minute others, so that many that wait are all asked for in time.
  const first = others.length === 0 ? 0 : (Math.floor(now / minute) * mostAsked) % others.length;
  const chosen = [...doubted, ...others.slice(first), ...others.slice(0, first)].slice(0, mostAsked);
  const allowed = await allowedRequests(services, "read", chosen.length);
  const failures = await eachOf(chosen.slice(0, allowed), atOnce, async (job) => {
    await weigh(job, await github.job(job.repository, job.id), services);
  });
  failures.forEach((cause) => log.warn("job not asked for", {}, cause));
}

/** A job that works on a runner that is there needs no question. */
function isAtWork({ state, runner }: Job, names: ReadonlySet<string>): boolean {
  return state === "in_progress" && runner !== null && names.has(runner);
}

async function weigh(job: Job, told: ListedJob | null, { table, clock }: Services): Promise<void> {
  const now = clock.now();
  const says = told !== null && isTrustworthy(told) && isAfter(told.status, job.state) ? told : null;
  if (says === null) {
    if (job.doubt !== null) await table.changeJob(job, { doubt: null });
    return;
  }
  if (job.doubt?.state !== says.status) {
    await table.changeJob(job, { doubt: { state: says.status, since: now } });
    return;
  }
  if (now - job.doubt.since < minute - 10_000) return;
  const { runner, conclusion, status } = says;
  await table.keepJob({ ...job, state: status, at: now, runner, conclusion }, null);
}

/** A job at work has a runner, a completed one a conclusion: an answer without is an old or a broken one. */
function isTrustworthy({ status, runner, conclusion }: ListedJob): boolean {
  if (status === "in_progress") return runner !== null;
  return status === "completed" ? conclusion !== null : true;
}
