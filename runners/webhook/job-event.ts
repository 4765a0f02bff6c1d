import { z } from "zod";
import { type JobState, jobStates } from "../ports/job-table.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** The part of a `workflow_job` event that is read (https://docs.github.com/webhooks). */
const schema = z.object({
  action: z.enum(jobStates),
  workflow_job: z.object({
    id: z.int().positive(),
    run_id: z.int().positive(),
    labels: z.array(z.string().max(256)).max(100),
    conclusion: z.string().nullable(),
    runner_name: z.string().nullable(),
    created_at: time,
    started_at: time.nullable(),
    completed_at: time.nullable(),
  }),
  repository: z.object({ full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }),
});

/** A job that GitHub tells of. */
export interface JobEvent {
  readonly id: number;
  readonly runId: number;
  readonly repository: string;
  readonly labels: readonly string[];
  readonly state: JobState;
  /** ms since 1970. */
  readonly at: number;
  readonly runner: string | null;
  readonly conclusion: string | null;
}

/** Reads a body; null: it is none of a job, or of an action that no state follows from. */
export function readJobEvent(body: Uint8Array): JobEvent | null {
  let told: unknown;
  try {
    told = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
  const { success, data } = schema.safeParse(told);
  if (!success) return null;
  const { action, workflow_job: job, repository } = data;
  const at = { waiting: null, queued: null, in_progress: job.started_at, completed: job.completed_at }[
    action
  ];
  return {
    id: job.id,
    runId: job.run_id,
    repository: repository.full_name,
    labels: job.labels,
    state: action,
    at: at ?? job.created_at,
    runner: job.runner_name === "" ? null : job.runner_name,
    conclusion: job.conclusion,
  };
}
