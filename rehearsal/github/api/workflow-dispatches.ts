import type { GitRepository } from "../git/repository.ts";
import { optionalBoolean, requireString } from "../http/body.ts";
import { notFound, unprocessable } from "../http/error.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { pathOf, web } from "../present/web.ts";
import { takeId, timestamp, type RunRecord } from "../store/records.ts";
import { filledRepositoryOf, repositoryOf } from "./of-repository.ts";

/** Workflows that are started by hand: nothing runs, and the run waits for whoever runs it. */
export const workflowDispatches: readonly Route[] = [
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
    documentation: "actions/workflows#create-a-workflow-dispatch-event",
    needs: "actions=write",
    handle: dispatch,
  },
];

async function dispatch(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const { record, fullName, url } = repository;
  const file = fileOf(call);
  const head = await git.commit(`refs/heads/${record.default_branch}`);
  if (head === null || (await textOf(git, head.sha, file)) === null) throw notFound();
  const ref = requireString(call.body, "ref");
  const name = ref.replace(/^refs\/(?:heads|tags)\//, "");
  const commit = (await git.commit(`refs/heads/${name}`)) ?? (await git.commit(`refs/tags/${name}`));
  if (commit === null) throw unprocessable(`No ref found for: ${ref}`);
  if (!/\bworkflow_dispatch\b/.test((await textOf(git, commit.sha, file)) ?? ""))
    throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
  const run = queued(call, { file, branch: name, commit: commit.sha });
  if (optionalBoolean(call.body, "return_run_details") !== true) return noContent;
  return ok({
    workflow_run_id: run.id,
    run_url: `${url}/actions/runs/${run.id}`,
    html_url: `${web}/${pathOf(fullName)}/actions/runs/${run.id}`,
  });
}

/** By file name, or by the number of one that has run. */
function fileOf(call: Call): string {
  const asked = call.params["workflow_id"] ?? "";
  const known = Object.entries(repositoryOf(call).record.workflows ?? {});
  return known.find(([, id]) => String(id) === asked)?.[0] ?? asked;
}

async function textOf(git: GitRepository, commit: string, file: string): Promise<string | null> {
  const at = await git.commit(commit);
  const entry = at && (await git.entry(at, `.github/workflows/${file}`));
  const blob = entry && (await git.object(entry.sha));
  return blob?.content.toString("utf8") ?? null;
}

function queued(
  call: Call,
  { file, branch, commit }: { readonly file: string; readonly branch: string; readonly commit: string },
): RunRecord {
  const { record, fullName } = repositoryOf(call);
  (record.workflows ??= {})[file] ??= takeId(call.records);
  const runs = (record.runs ??= []);
  const now = timestamp();
  const run: RunRecord = {
    id: takeId(call.records),
    workflow: file,
    name: file.replace(/\.ya?ml$/, ""),
    number: runs.length + 1,
    attempt: 1,
    event: "workflow_dispatch",
    head_branch: branch,
    head_sha: commit,
    status: "queued",
    conclusion: null,
    actor: call.records.viewer ?? fullName.split("/")[0] ?? "",
    created_at: now,
    updated_at: now,
    jobs: [],
  };
  runs.push(run);
  return run;
}
