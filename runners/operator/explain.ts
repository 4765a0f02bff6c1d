import type { Job } from "../jobs/job.ts";
import { decide, demandOf } from "../pools/demand.ts";
import { costOf } from "../pools/money.ts";
import type { ObservedPool } from "../reconcile/observation.ts";
import { runnerCounts } from "./runner-counts.ts";

/** Where a job stands and why, for people and programs. */
export interface Explained {
  readonly id: number;
  readonly name: string;
  readonly repository: string;
  readonly runId: number;
  readonly pool: string;
  readonly state: Job["state"] | "refused" | "expired";
  /** Why it is where it is, and what helps if anything does: a sentence each. */
  readonly why: readonly string[];
  /** Name of the runner that took it; null: none did. */
  readonly runner: string | null;
  readonly instance: string | null;
  readonly instanceType: string | null;
  readonly market: string | null;
  /** Seconds from its creation to its start; null: it has not started. */
  readonly waitedSeconds: number | null;
  /** What its runner has cost so far (US dollars); null: none is there. */
  readonly costUsd: number | null;
}

/** Explains a job by what the table holds. */
export function explain(job: Job, { pool, view }: ObservedPool, now: number): Explained {
  const runner = view.runners.find(({ name }) => name === job.runner) ?? null;
  const machine = runner ?? job.ranOn;
  const cost = runner === null ? (job.ranOn?.cost ?? null) : costOf(runner, now);
  const { id, name, repository, runId, state } = job;
  const isWaiting = state === "waiting" || state === "queued";
  return {
    ...{ id, name, repository, runId, pool: pool.name, runner: job.runner },
    state: job.refusal !== null && isWaiting ? "refused" : job.isExpired ? "expired" : state,
    why: reasons(job, { pool, view }, now),
    instance: machine?.instance ?? null,
    instanceType: machine?.type ?? null,
    market: machine?.market ?? null,
    waitedSeconds: isWaiting ? null : waitedSeconds(job),
    costUsd: cost === null ? null : cost / 1_000_000,
  };
}

function waitedSeconds({ startedAt, createdAt }: Job): number | null {
  return startedAt === null ? null : Math.round((startedAt - createdAt) / 1000);
}

function reasons(job: Job, around: ObservedPool, now: number): string[] {
  const { state, refusal, isExpired, runner, conclusion, rerun } = job;
  if (isExpired) return ["It waited for longer than the day that GitHub lets a job wait."];
  if (state === "completed") {
    const again = rerun === null ? [] : [`EC2 took its instance back; to be run once more: ${rerun}.`];
    return [`GitHub says that it ended: ${conclusion ?? "without a conclusion"}.`, ...again];
  }
  if (state === "in_progress") return [`It runs on ${runner ?? "a runner whose name GitHub did not tell"}.`];
  if (refusal !== null)
    return [
      `No runner is started for it: ${refusal}.`,
      "Let a trusted event run it, or run it on a hosted runner.",
    ];
  if (state === "waiting")
    return ["GitHub holds it back: by a protection rule of its environment, or a concurrency group."];
  return whyQueued(around, now);
}

function whyQueued({ pool, view }: ObservedPool, now: number): string[] {
  const { waiting, free, alive } = demandOf(view);
  const { starting, idle } = runnerCounts(view);
  const { shortfall } = decide(pool, view, now);
  return [
    `${waiting.length} jobs wait for the pool, ${alive} of at most ${pool.maximum} runners are there: ${starting} start, ${idle} are idle.`,
    ...(shortfall === null ? [] : [`The pool starts no more now: ${shortfall}.`]),
    ...(shortfall === null && free >= waiting.length
      ? ["Runners for all that wait are on their way: one of them takes it."]
      : []),
  ];
}
