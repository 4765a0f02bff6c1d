import type { Market } from "../ports/compute.ts";

/** Where a job stands, in the order in which GitHub tells of it: it only ever advances. */
export const jobStates = ["waiting", "queued", "in_progress", "completed"] as const;

export type JobState = (typeof jobStates)[number];

/** What is told of a job that a pool serves: by a delivery, or by GitHub when asked. */
export interface JobNews {
  /** `workflow_job.id`: a job that is run again has another one. */
  readonly id: number;
  /** `octo-org/octo-package` */
  readonly repository: string;
  readonly runId: number;
  /** `run_attempt`, from 1 on. */
  readonly attempt: number;
  readonly name: string;
  /** Name of the pool that serves its labels. */
  readonly pool: string;
  readonly state: JobState;
  /** When it was created (ms since 1970): from then on it may wait for 24 hours. */
  readonly createdAt: number;
  /** When it came to its state (ms since 1970). */
  readonly at: number;
  /** Name of the runner that took it; null: none has. */
  readonly runner: string | null;
  /** GitHub's `conclusion`; null: it has not ended. */
  readonly conclusion: string | null;
}

/** How far the job of an interrupted instance is on its way to be run once more. */
export type Rerun = "wanted" | "asked" | "given up";

/** The machine that a job ran on. */
export interface RanOn {
  readonly instance: string;
  readonly type: string;
  readonly market: Market;
  /** What it cost, from its launch to its end (millionths of a US dollar). */
  readonly cost: number;
}

/** A job as the table has it. */
export interface Job extends JobNews {
  /** When a runner took it (ms since 1970); null: none has, or nobody told. */
  readonly startedAt: number | null;
  /** Null: its machine is there yet, or was none of a pool's. */
  readonly ranOn: RanOn | null;
  /** Why no runner is started for it; null: nothing speaks against it. */
  readonly refusal: string | null;
  /** It waited longer than GitHub lets it. */
  readonly isExpired: boolean;
  /** It replaces one that an interruption ended: it gets no spot instance. */
  readonly onDemand: boolean;
  readonly rerun: Rerun | null;
  /** What GitHub said when asked, if it was ahead of the state here, and since when (ms since 1970): one word is not enough. */
  readonly doubt: { readonly state: JobState; readonly since: number } | null;
}

/** Whether one state is after another. */
export function isAfter(state: JobState, other: JobState): boolean {
  return jobStates.indexOf(state) > jobStates.indexOf(other);
}

/** The job that first news tell of. */
export function newJob(news: JobNews): Job {
  const startedAt = news.state === "in_progress" ? news.at : null;
  const nothing = { refusal: null, isExpired: false, onDemand: false, rerun: null, doubt: null, ranOn: null };
  return { ...news, startedAt, ...nothing };
}

/** The job once the news are known; the same where they tell nothing new. */
export function advanced(job: Job, news: JobNews): Job {
  if (!isAfter(news.state, job.state)) return job;
  const { state, at, conclusion } = news;
  const startedAt = state === "in_progress" ? at : job.startedAt;
  return { ...job, state, at, startedAt, conclusion, runner: news.runner ?? job.runner, doubt: null };
}

/** Whether a runner is to be had for it. */
export function isWaitingForRunner(job: Job): boolean {
  return job.state === "queued" && job.refusal === null && !job.isExpired;
}

/** Whether nothing is left to be done for it. A refused job may yet take a runner, until it has ended. */
export function isSettled(job: Job): boolean {
  return (job.state === "completed" || job.isExpired) && job.rerun !== "wanted";
}
