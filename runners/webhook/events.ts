import { z } from "zod";
import { type JobNews, jobStates } from "../jobs/job.ts";
import type { RunFacts } from "../ports/github.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const fullName = z.string().regex(/^[\w.-]+\/[\w.-]+$/);
const positive = z.int().positive();

/** The part of a `workflow_job` event that is read (https://docs.github.com/webhooks). */
const jobSchema = z.object({
  action: z.enum(jobStates),
  workflow_job: z.object({
    id: positive,
    run_id: positive,
    run_attempt: positive.default(1),
    name: z.string().max(1000),
    labels: z.array(z.string().max(256)).max(100),
    conclusion: z.string().nullable(),
    runner_name: z.string().nullable(),
    created_at: time.optional(),
    started_at: time.nullable(),
    completed_at: time.nullish(),
  }),
  repository: z.object({ full_name: fullName }),
});

/** The part of a `workflow_run` event that is read. */
const runSchema = z.object({
  workflow_run: z.object({
    id: positive,
    event: z.string().max(100),
    run_attempt: positive.default(1),
    head_repository: z.object({ full_name: fullName }).nullish(),
  }),
  repository: z.object({ full_name: fullName, private: z.boolean() }),
});

/** What a delivery tells of a job, before it is known which pool serves its labels. */
export type JobEvent = Omit<JobNews, "pool"> & { readonly labels: readonly string[] };

/** Reads the body of a `workflow_job` event; null: it is none. `now`: in place of times that it lacks (ms since 1970). */
export function readJobEvent(body: Uint8Array, now: number): JobEvent | null {
  const { success, data } = jobSchema.safeParse(json(body));
  if (!success) return null;
  const { action, workflow_job: job, repository } = data;
  const createdAt = job.created_at ?? job.started_at ?? now;
  const at = { waiting: null, queued: null, in_progress: job.started_at, completed: job.completed_at };
  return {
    id: job.id,
    repository: repository.full_name,
    runId: job.run_id,
    attempt: job.run_attempt,
    name: job.name,
    labels: job.labels,
    state: action,
    createdAt,
    at: at[action] ?? createdAt,
    runner: job.runner_name === "" ? null : job.runner_name,
    conclusion: job.conclusion,
  };
}

/** Reads the body of a `workflow_run` event; null: it is none. */
export function readRunEvent(body: Uint8Array): RunFacts | null {
  const { success, data } = runSchema.safeParse(json(body));
  if (!success) return null;
  const { workflow_run: run, repository } = data;
  return {
    id: run.id,
    repository: repository.full_name,
    isPublic: !repository.private,
    event: run.event,
    headRepository: run.head_repository?.full_name ?? null,
    attempt: run.run_attempt,
  };
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown;
  } catch {
    return null;
  }
}
