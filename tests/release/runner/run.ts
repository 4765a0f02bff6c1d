import { type Contexts, type Status, interpolate, isMet } from "../../../rehearsal/workflow/expressions.ts";
import { type JobEnded, runJob } from "./job.ts";
import type { Ground } from "./ground.ts";
import type { Job, Workflow } from "./workflow.ts";

/** What became of each job: by its id. */
export type Results = Readonly<Record<string, JobEnded>>;

/** How a run is started. */
export interface Start {
  /** What a person gave at the start; none by a push. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Jobs that an earlier attempt of this run has done, with its results and artifacts. @default none */
  readonly done?: Results;
}

/** Runs a workflow's jobs one after the other, in the order of their needs, as GitHub decides which run. */
export async function runWorkflow(workflow: Workflow, ground: Ground, start: Start = {}): Promise<Results> {
  const results: Record<string, JobEnded> = {};
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const before = start.done?.[id];
    const event = { inputs: start.inputs ?? null };
    const github = { ...ground.github, event };
    const contexts = { github, needs: needsOf(job, results), secrets: {} };
    const status = statusOf(ancestors(workflow, id), results);
    if (before?.result === "success") results[id] = before;
    else if (!isMet(job.if, contexts, status)) results[id] = { result: "skipped", outputs: {} };
    else results[id] = await runJob({ id, job, contexts }, ground);
  }
  return results;
}

/** Outputs of a job, once its steps have run. */
export function outputsOf(job: Job, contexts: Contexts, status: Status): Readonly<Record<string, string>> {
  const entries = Object.entries(job.outputs ?? {});
  return Object.fromEntries(entries.map(([name, text]) => [name, interpolate(text, contexts, status)]));
}

function needsOf({ needs = [] }: Job, results: Results): Readonly<Record<string, JobEnded | undefined>> {
  return Object.fromEntries(needs.map((id) => [id, results[id]]));
}

function ancestors(workflow: Workflow, id: string): readonly string[] {
  const needs = workflow.jobs[id]?.needs ?? [];
  return [...new Set(needs.flatMap((need) => [need, ...ancestors(workflow, need)]))];
}

function statusOf(ids: readonly string[], results: Results): Status {
  const told = ids.map((id) => results[id]?.result);
  return {
    success: told.every((result) => result === "success"),
    failure: told.includes("failure"),
    cancelled: false,
  };
}
