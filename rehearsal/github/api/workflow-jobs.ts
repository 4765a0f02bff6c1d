import { ApiError, notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentJob } from "../present/workflow-run.ts";
import { takeId, timestamp, type JobRecord, type RunRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";
import { ofPlayedJob, runsOf } from "./self-hosted/played-runs.ts";
import { answered } from "./self-hosted/model.ts";

const path = "/repos/{owner}/{repo}/actions";
const one = `${path}/jobs/{job_id}`;

/** Jobs of runs, and how one is run again. */
export const workflowJobs: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/runs/{run_id}/jobs`,
    documentation: "actions/workflow-jobs#list-jobs-for-a-workflow-run",
    needs: "actions=read",
    handle: (call) => list(call, call.query.get("filter") === "all" ? null : runOf(call).attempt),
  },
  {
    method: "GET",
    path: `${path}/runs/{run_id}/attempts/{attempt_number}/jobs`,
    documentation: "actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt",
    needs: "actions=read",
    handle: (call) => list(call, attemptOf(call)),
  },
  {
    method: "GET",
    path: one,
    documentation: "actions/workflow-jobs#get-a-job-for-a-workflow-run",
    needs: "actions=read",
    handle: (call) => ok(present(call, jobOf(call))),
  },
  {
    method: "POST",
    path: `${one}/rerun`,
    documentation: "actions/workflow-runs#re-run-a-job-from-a-workflow-run",
    needs: "actions=write",
    handle: rerun,
  },
];

/** The run that a request names. */
export function runOf(call: Call): RunRecord {
  const found = runsOf(call).find(({ id }) => String(id) === call.params["run_id"]);
  if (!found) throw notFound();
  return found;
}

/** The attempt that a request names, if the run had it. */
export function attemptOf(call: Call): number {
  const attempt = Number(call.params["attempt_number"]);
  if (!(attempt >= 1 && attempt <= runOf(call).attempt)) throw notFound();
  return attempt;
}

interface JobOfRun {
  readonly run: RunRecord;
  readonly job: JobRecord;
}

/** Null: the jobs of all attempts. */
function list(call: Call, attempt: number | null): Reply {
  const run = runOf(call);
  const jobs = run.jobs.filter((job) => attempt === null || job.attempt === attempt);
  const { items, headers } = page(call, call.address, jobs);
  const body = { total_count: jobs.length, jobs: items.map((job) => present(call, { run, job })) };
  return { status: 200, body, headers };
}

function jobOf(call: Call): JobOfRun {
  for (const run of runsOf(call)) {
    const job = run.jobs.find(({ id }) => String(id) === call.params["job_id"]);
    if (job) return { run, job };
  }
  throw notFound();
}

function present(call: Call, { run, job }: JobOfRun): Record<string, unknown> {
  return { ...presentJob(repositoryOf(call), run, job), ...ofPlayedJob(call, job.id) };
}

function rerun(call: Call): Reply {
  const { run, job } = jobOf(call);
  const isPlayed = call.runners?.jobs.has(job.id) === true;
  const isAsked = isPlayed ? answered(call, (model) => model.rerun(job.id)) : again(call, run, job);
  if (!isAsked) throw new ApiError(403, "This workflow is already running");
  return created({});
}

/** A kept run gets another attempt with that job, which waits for whoever runs it. */
function again({ records }: Call, run: RunRecord, job: JobRecord): boolean {
  if (run.status !== "completed") return false;
  const now = timestamp();
  run.attempt += 1;
  Object.assign(run, { status: "queued", conclusion: null, updated_at: now });
  const times = { created_at: now, started_at: now, completed_at: null };
  const waiting = { ...job, ...times, id: takeId(records), attempt: run.attempt };
  run.jobs.push({ ...waiting, status: "queued", conclusion: null });
  return true;
}
