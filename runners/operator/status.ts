import { type Job, isWaitingForRunner } from "../jobs/job.ts";
import { decide, demandOf } from "../pools/demand.ts";
import type { PoolView } from "../ports/table.ts";
import type { Pool } from "../settings/pool.ts";
import { type RunnerCounts, runnerCounts } from "./runner-counts.ts";

/** How a pool stands, for people and programs. */
export interface PoolStatus {
  readonly pool: string;
  readonly platform: Pool["platform"];
  readonly jobs: { readonly waiting: number; readonly running: number; readonly refused: number };
  readonly runners: RunnerCounts & { readonly maximum: number };
  readonly hosts: readonly { readonly host: string; readonly state: string; readonly since: string }[];
  /** US dollars of this month; `reserved`: what the runners that are there may yet cost. */
  readonly budget: { readonly spent: number; readonly reserved: number; readonly monthly: number };
  /** Seconds since the job was queued that has waited longest; null: none waits. */
  readonly oldestWaitingSeconds: number | null;
  /** Why it starts fewer than it needs; null: it does not. */
  readonly notice: string | null;
  readonly drainedSince: string | null;
}

/** How it stands, by what the table holds. */
export function statusOf(pool: Pool, view: PoolView, now: number): PoolStatus {
  const { waiting } = demandOf(view);
  const counts = runnerCounts(view);
  const reserved = view.runners.reduce((sum, one) => sum + one.reserved, 0);
  const { shortfall } = decide(pool, view, now);
  return {
    ...{ pool: pool.name, platform: pool.platform },
    jobs: {
      waiting: waiting.length,
      running: view.jobs.filter(({ state }) => state === "in_progress").length,
      refused: view.jobs.filter((job) => job.refusal !== null && job.state !== "completed").length,
    },
    runners: { ...counts, maximum: pool.maximum },
    hosts: view.hosts.map(({ host, state, since }) => ({ host, state, since: iso(since) })),
    budget: { spent: view.spent / 1_000_000, reserved: reserved / 1_000_000, monthly: pool.monthly },
    oldestWaitingSeconds:
      waiting.length === 0 ? null : Math.round((now - Math.min(...waiting.map(createdAt))) / 1000),
    notice: shortfall,
    drainedSince: view.drainedSince === null ? null : iso(view.drainedSince),
  };
}

/** A line of a list of jobs. */
export interface JobLine {
  readonly id: number;
  readonly name: string;
  readonly repository: string;
  readonly pool: string;
  readonly state: string;
  readonly runner: string | null;
  readonly createdAt: string;
  readonly waitedSeconds: number | null;
  readonly ranSeconds: number | null;
  readonly costUsd: number | null;
}

/** What is told of a job in a list. */
export function jobLine(job: Job, now: number): JobLine {
  const { id, name, repository, pool, state, runner, startedAt, at, refusal, isExpired, ranOn } = job;
  const isOver = state === "completed";
  const waitedUntil = startedAt ?? (isWaitingForRunner(job) ? now : null);
  return {
    ...{ id, name, repository, pool, runner, createdAt: iso(job.createdAt) },
    state: isExpired
      ? "expired"
      : refusal !== null && !isOver
        ? "refused"
        : isOver
          ? (job.conclusion ?? state)
          : state,
    waitedSeconds: waitedUntil === null ? null : Math.round((waitedUntil - job.createdAt) / 1000),
    ranSeconds: startedAt === null ? null : Math.round(((isOver ? at : now) - startedAt) / 1000),
    costUsd: ranOn === null ? null : ranOn.cost / 1_000_000,
  };
}

function createdAt(job: Job): number {
  return job.createdAt;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
