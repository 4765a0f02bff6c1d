import type { ModelJob } from "../../../runners/github-model.ts";
import { ApiError, notFound } from "../../http/error.ts";
import { created, ok, type Call, type Reply, type Route } from "../../http/route.ts";
import { presentJob } from "../../present/workflow-run.ts";
import { timestamp, type JobRecord, type RunRecord } from "../../store/records.ts";
import { repositoryOf } from "../of-repository.ts";
import { answered, modelOf, numberOf } from "./model.ts";

const one = "/repos/{owner}/{repo}/actions/jobs/{job_id}";

/** Jobs that self-hosted runners take. */
export const selfHostedJobs: readonly Route[] = [
  {
    ...{ method: "GET", path: one, needs: "actions=read" },
    documentation: "actions/workflow-jobs#get-a-job-for-a-workflow-run",
    handle: (call) => {
      const job = jobOf(call);
      return ok(presentModelJob(call, modelRun(call, job.runId), job));
    },
  },
  {
    ...{ method: "POST", path: `${one}/rerun`, needs: "actions=write", handle: rerun },
    documentation: "actions/workflow-runs#re-run-a-job-from-a-workflow-run",
  },
];

/** Runs of the repository that are played, as records of the store have them. */
export function modelRuns(call: Call): readonly RunRecord[] {
  const { fullName } = repositoryOf(call);
  const runs = [...(call.runners?.runs.values() ?? [])];
  return runs.filter(({ repository }) => repository === fullName).map(({ id }) => modelRun(call, id));
}

/** Where the code of a run is from that is played; null: it is gone; undefined: the run is none. */
export function headOfModelRun({ runners }: Call, id: number): string | null | undefined {
  return runners?.runs.get(id)?.headRepository;
}

/** The name of the runner that has or had a job that is played. */
export function runnerOfModelJob({ runners }: Call, id: number): string | null | undefined {
  return runners?.jobs.get(id)?.runner;
}

function rerun(call: Call): Reply {
  const { id } = jobOf(call);
  if (!answered(() => modelOf(call).rerun(id))) throw new ApiError(403, "This workflow is already running");
  return created({});
}

function jobOf(call: Call): ModelJob {
  const found = modelOf(call).jobs.get(numberOf(call, "job_id"));
  if (found?.repository !== repositoryOf(call).fullName) throw notFound();
  return found;
}

function modelRun(call: Call, id: number): RunRecord {
  const model = modelOf(call);
  const run = model.runs.get(id);
  if (run === undefined) throw notFound();
  const jobs = model.jobsOf(id);
  const ofAttempt = jobs.filter(({ attempt }) => attempt === run.attempt);
  const all = (status: string) => ofAttempt.every((job) => job.status === status);
  const status = all("completed") ? "completed" : all("queued") ? "queued" : "in_progress";
  const created_at = timestamp(new Date(Math.min(...jobs.map(({ createdAt }) => createdAt))));
  return {
    ...{ id, workflow: "release.yml", name: "Release", number: 1, attempt: run.attempt, event: run.event },
    ...{ head_branch: "main", head_sha: "0".repeat(40), status, actor: "octocat" },
    ...{ conclusion: status === "completed" ? "success" : null, created_at, updated_at: created_at },
    jobs: jobs.map(recordOf),
  };
}

function recordOf({ id, name, attempt, status, conclusion, createdAt, labels }: ModelJob): JobRecord {
  const at = timestamp(new Date(createdAt));
  const completed_at = status === "completed" ? at : null;
  return {
    ...{ id, name, attempt, status, created_at: at, started_at: at, completed_at, labels: [...labels] },
    conclusion: conclusion as JobRecord["conclusion"],
  };
}

function presentModelJob(call: Call, run: RunRecord, { id, runner }: ModelJob): Record<string, unknown> {
  const record = run.jobs.find((job) => job.id === id);
  if (!record) throw notFound();
  return { ...presentJob(repositoryOf(call), run, record), runner_name: runner, runner_id: null };
}
