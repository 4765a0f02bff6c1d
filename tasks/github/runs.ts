import { count, objectOf, optional, text, type Shape } from "../json/shape.ts";
import type { GitHub } from "./client.ts";

export { readEnvironment, type Environment } from "./environments.ts";

/** A run of a workflow. */
export interface Run {
  readonly id: number;
  readonly event: string;
  /** Branch or tag name; null where the run has none. */
  readonly branch: string | null;
  readonly commit: string;
  /** `queued`, `in_progress`, `completed`, ... */
  readonly status: string;
  /** `success`, `failure`, `cancelled`, ...; null while it runs. */
  readonly conclusion: string | null;
  readonly url: string;
  readonly attempt: number;
}

/** A job of a run; times are milliseconds since 1970. */
export interface RunJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  /** When it was ready to run: the jobs that it needs were done. */
  readonly createdAt: number | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly url: string | null;
}

/** The runs of a workflow file at a commit, newest first. */
export async function workflowRuns(
  github: GitHub,
  { workflow, commit }: { readonly workflow: string; readonly commit: string },
): Promise<readonly Run[]> {
  const runs = `/repos/${github.repository}/actions/workflows/${encodeURIComponent(workflow)}/runs`;
  const query = new URLSearchParams({ head_sha: commit, per_page: "100" }).toString();
  const found = await github.pages(`${runs}?${query}`, runShape, "workflow_runs");
  return found.toSorted((one, other) => other.id - one.id);
}

/** The jobs of one attempt of a run. */
export function jobsOfRun(github: GitHub, runId: number, attempt: number): Promise<readonly RunJob[]> {
  const path = `/repos/${github.repository}/actions/runs/${runId}/attempts/${attempt}/jobs?per_page=100`;
  return github.pages(path, jobShape, "jobs");
}

/** The jobs of all attempts of a run. */
export function allJobsOfRun(github: GitHub, runId: number): Promise<readonly RunJob[]> {
  const path = `/repos/${github.repository}/actions/runs/${runId}/jobs?filter=all&per_page=100`;
  return github.pages(path, jobShape, "jobs");
}

const answeredRun = objectOf({
  id: count,
  event: text,
  head_branch: optional(text),
  head_sha: text,
  status: optional(text),
  conclusion: optional(text),
  html_url: text,
  run_attempt: optional(count),
});

const runShape: Shape<Run> = (value, place) => {
  const run = answeredRun(value, place);
  return {
    id: run.id,
    event: run.event,
    branch: run.head_branch,
    commit: run.head_sha,
    status: run.status ?? "",
    conclusion: run.conclusion,
    url: run.html_url,
    attempt: run.run_attempt ?? 1,
  };
};

const answeredJob = objectOf({
  id: count,
  name: text,
  status: text,
  conclusion: optional(text),
  created_at: optional(text),
  started_at: optional(text),
  completed_at: optional(text),
  html_url: optional(text),
});

const jobShape: Shape<RunJob> = (value, place) => {
  const job = answeredJob(value, place);
  return {
    id: job.id,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    createdAt: timeOf(job.created_at),
    startedAt: timeOf(job.started_at),
    completedAt: timeOf(job.completed_at),
    url: job.html_url,
  };
};

/** GitHub writes a time that it does not know as nothing, or as the year 1. */
function timeOf(written: string | null): number | null {
  const time = Date.parse(written ?? "");
  return time > 0 ? time : null;
}
