import type { Commit, GitRepository } from "../git/repository.ts";
import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentJob, presentRun } from "../present/workflow-run.ts";
import type { JobRecord, RunRecord } from "../store/records.ts";
import { type NamedRepository, repositoryOf } from "./of-repository.ts";
import { headOfModelRun, modelRuns, runnerOfModelJob } from "./self-hosted/jobs.ts";

const path = "/repos/{owner}/{repo}/actions";
const one = `${path}/runs/{run_id}`;

/** Runs of workflows and their jobs, as they are looked at. Nothing runs here: others put them into the records. */
export const workflowRuns: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/workflows/{workflow_id}/runs`,
    documentation: "actions/workflow-runs#list-workflow-runs-for-a-workflow",
    needs: "actions=read",
    handle: listOfWorkflow,
  },
  {
    method: "GET",
    path: `${path}/runs`,
    documentation: "actions/workflow-runs#list-workflow-runs-for-a-repository",
    needs: "actions=read",
    handle: (call) => list(call, [...(repositoryOf(call).record.runs ?? []), ...modelRuns(call)]),
  },
  {
    method: "GET",
    path: one,
    documentation: "actions/workflow-runs#get-a-workflow-run",
    needs: "actions=read",
    handle: async (call) => ok(await present(call, runOf(call))),
  },
  {
    method: "GET",
    path: `${one}/attempts/{attempt_number}`,
    documentation: "actions/workflow-runs#get-a-workflow-run-attempt",
    needs: "actions=read",
    handle: async (call) => ok(await present(call, { ...runOf(call), attempt: attemptOf(call) })),
  },
  {
    method: "GET",
    path: `${one}/jobs`,
    documentation: "actions/workflow-jobs#list-jobs-for-a-workflow-run",
    needs: "actions=read",
    handle: (call) => listJobs(call, call.query.get("filter") === "all" ? null : runOf(call).attempt),
  },
  {
    method: "GET",
    path: `${one}/attempts/{attempt_number}/jobs`,
    documentation: "actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt",
    needs: "actions=read",
    handle: (call) => listJobs(call, attemptOf(call)),
  },
];

/** By file name or number; a workflow is there once a branch has its file, or it has run. */
async function listOfWorkflow(call: Call): Promise<Reply> {
  const { record, fullName } = repositoryOf(call);
  const asked = call.params["workflow_id"] ?? "";
  const known = Object.entries(record.workflows ?? {});
  const name = known.find(([file, id]) => file === asked || String(id) === asked)?.[0];
  if (name === undefined && !(await hasFile(await call.github.repository(fullName), call, asked)))
    throw notFound();
  return list(
    call,
    (record.runs ?? []).filter(({ workflow }) => workflow === (name ?? asked)),
  );
}

async function hasFile(git: GitRepository, call: Call, file: string): Promise<boolean> {
  const commit = await git.commit(`refs/heads/${repositoryOf(call).record.default_branch}`);
  return commit !== null && (await git.entry(commit, `.github/workflows/${file}`)) !== null;
}

async function list(call: Call, runs: readonly RunRecord[]): Promise<Reply> {
  const { query } = call;
  const wanted: readonly (readonly [string, (run: RunRecord) => readonly (string | null)[]])[] = [
    ["head_sha", (run) => [run.head_sha]],
    ["branch", (run) => [run.head_branch]],
    ["event", (run) => [run.event]],
    ["actor", (run) => [run.actor]],
    ["status", (run) => [run.status, run.conclusion]],
  ];
  const found = runs
    .filter((run) => wanted.every(([key, of]) => !query.has(key) || of(run).includes(query.get(key))))
    .toReversed();
  const { items, headers } = page(call, call.address, found);
  const workflow_runs = await Promise.all(items.map((run) => present(call, run)));
  return { status: 200, body: { total_count: found.length, workflow_runs }, headers };
}

/** Null: the jobs of all attempts. */
function listJobs(call: Call, attempt: number | null): Reply {
  const run = runOf(call);
  const jobs = run.jobs.filter((job) => attempt === null || job.attempt === attempt);
  const { items, headers } = page(call, call.address, jobs);
  const repository = repositoryOf(call);
  const body = { total_count: jobs.length, jobs: items.map((job) => listed(call, repository, { run, job })) };
  return { status: 200, body, headers };
}

function listed(
  call: Call,
  repository: NamedRepository,
  { run, job }: { readonly run: RunRecord; readonly job: JobRecord },
): Record<string, unknown> {
  const told = presentJob(repository, run, job);
  const runner = runnerOfModelJob(call, job.id);
  return runner === undefined ? told : { ...told, runner_name: runner };
}

function runOf(call: Call): RunRecord {
  const runs = [...(repositoryOf(call).record.runs ?? []), ...modelRuns(call)];
  const found = runs.find(({ id }) => String(id) === call.params["run_id"]);
  if (!found) throw notFound();
  return found;
}

function attemptOf(call: Call): number {
  const attempt = Number(call.params["attempt_number"]);
  if (!(attempt >= 1 && attempt <= runOf(call).attempt)) throw notFound();
  return attempt;
}

async function present(call: Call, run: RunRecord): Promise<Record<string, unknown>> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const commit: Commit | null = await git.commit(run.head_sha);
  const told = presentRun(call, repository, { run, commit });
  const head = headOfModelRun(call, run.id);
  if (head === undefined) return told;
  const full = told["repository"] as Readonly<Record<string, unknown>>;
  return { ...told, head_repository: head === null ? null : { ...full, full_name: head } };
}
