import type { RunJob } from "../github/runs.ts";

/** A job of the path that a run's duration comes from; durations are milliseconds. */
export interface PathStep {
  readonly name: string;
  readonly ran: number;
  /** For a runner, and for GitHub to begin it. */
  readonly queued: number;
  /** For a reviewer, a wait timer, or somebody who ran failed jobs again. */
  readonly people: number;
}

/** What a run's duration comes from, in the order of time. */
export interface CriticalPath {
  readonly steps: readonly PathStep[];
  /** Milliseconds, without the waiting for people. */
  readonly machine: number;
  /** Milliseconds. */
  readonly people: number;
}

/** What times alone do not tell. */
export interface PathOptions {
  /** Milliseconds since 1970: the job that asks still runs. */
  readonly now: number;
  /** Names of jobs that wait for people before they start. */
  readonly waiting: ReadonlySet<string>;
  /** Of the run: from the second on, somebody has begun it again. */
  readonly attempt: number;
}

/** GitHub's times are whole seconds (milliseconds). */
const rounding = 1000;

interface Timed {
  readonly name: string;
  readonly created: number;
  readonly started: number;
  readonly ended: number;
}

/**
 * The critical path of a run, from its jobs' own times: from the job that runs now back to the one that ended last before
 * it was ready, and so on. The waiting for people is told apart. Null where no job has times.
 */
export function criticalPath(jobs: readonly RunJob[], options: PathOptions): CriticalPath | null {
  const timed = jobs.flatMap((job) => timesOf(job, options.now));
  let current = latest(timed.filter(({ ended }) => ended === options.now)) ?? latest(timed);
  if (current === null) return null;
  const steps: PathStep[] = [];
  const left = new Set(timed);
  while (current !== null) {
    const { created }: Timed = current;
    left.delete(current);
    const before = latest([...left].filter(({ ended }) => ended <= created + rounding));
    steps.unshift(stepOf(current, before, options));
    current = before;
  }
  const sum = (of: (step: PathStep) => number) => steps.reduce((total, step) => total + of(step), 0);
  return { steps, machine: sum(({ ran, queued }) => ran + queued), people: sum(({ people }) => people) };
}

function timesOf(job: RunJob, now: number): readonly Timed[] {
  const { name, startedAt: started, completedAt, createdAt, conclusion } = job;
  if (started === null || conclusion === "skipped") return [];
  const ended = completedAt ?? now;
  return [{ name, started, ended, created: Math.min(createdAt ?? started, started) }];
}

function latest(jobs: readonly Timed[]): Timed | null {
  return jobs.reduce<Timed | null>(
    (last, job) => (last === null || job.ended > last.ended ? job : last),
    null,
  );
}

function stepOf(job: Timed, before: Timed | null, { waiting, attempt }: PathOptions): PathStep {
  const idle = before === null ? 0 : Math.max(0, job.created - before.ended);
  const queued = job.started - Math.max(job.created, before?.ended ?? job.created);
  const restarted = attempt > 1 ? idle : 0;
  const waited = waiting.has(job.name) ? Math.max(0, queued) : 0;
  return {
    name: job.name,
    ran: Math.max(0, job.ended - job.started),
    queued: idle - restarted + Math.max(0, queued) - waited,
    people: restarted + waited,
  };
}
