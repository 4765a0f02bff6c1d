import type { Commit, GitRepository } from "../git/repository.ts";
import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentRun } from "../present/workflow-run.ts";
import type { RunRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";
import { ofPlayedRun, runsOf } from "./self-hosted/played-runs.ts";
import { attemptOf, runOf } from "./workflow-jobs.ts";

const path = "/repos/{owner}/{repo}/actions";
const one = `${path}/runs/{run_id}`;

/** Runs of workflows, as they are looked at. Nothing runs here: others put them into the records, or play them. */
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
    handle: (call) => list(call, runsOf(call)),
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

async function present(call: Call, run: RunRecord): Promise<Record<string, unknown>> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const commit: Commit | null = await git.commit(run.head_sha);
  const told = presentRun(call, repository, { run, commit });
  const minimal = told["repository"] as Readonly<Record<string, unknown>>;
  return { ...told, ...ofPlayedRun(call, run.id, minimal) };
}
