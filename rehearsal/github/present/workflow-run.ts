import type { NamedRepository } from "../api/of-repository.ts";
import type { Commit } from "../git/repository.ts";
import type { Call } from "../http/route.ts";
import { timestamp, type JobRecord, type RunRecord } from "../store/records.ts";
import { simpleUser } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { minimalRepository } from "./repository.ts";
import { pathOf, web } from "./web.ts";

/** A run of a workflow (`workflow-run`). */
export function presentRun(
  { records, api }: Call,
  { fullName, record, url }: NamedRepository,
  { run, commit }: { readonly run: RunRecord; readonly commit: Commit | null },
): Record<string, unknown> {
  const { id, number, attempt, workflow, actor: login, jobs: _, ...rest } = run;
  const self = `${url}/actions/runs/${id}`;
  const workflowId = record.workflows?.[workflow] ?? 0;
  const actor = simpleUser(records, login, api);
  const repository = minimalRepository(records, fullName, api);
  return {
    ...rest,
    id,
    node_id: nodeId("WFR", id),
    check_suite_id: id,
    check_suite_node_id: nodeId("CS", id),
    path: `.github/workflows/${workflow}`,
    display_title: commit?.message.split("\n")[0] ?? run.name,
    run_number: number,
    run_attempt: attempt,
    run_started_at: run.created_at,
    workflow_id: workflowId,
    url: self,
    html_url: `${web}/${pathOf(fullName)}/actions/runs/${id}`,
    pull_requests: [],
    actor,
    triggering_actor: actor,
    jobs_url: `${self}/jobs`,
    logs_url: `${self}/logs`,
    check_suite_url: `${url}/check-suites/${id}`,
    artifacts_url: `${self}/artifacts`,
    cancel_url: `${self}/cancel`,
    rerun_url: `${self}/rerun`,
    previous_attempt_url: attempt > 1 ? `${self}/attempts/${attempt - 1}` : null,
    workflow_url: `${url}/actions/workflows/${workflowId}`,
    head_commit: commit && presentHead(commit),
    repository,
    head_repository: repository,
  };
}

function presentHead({ sha, tree, message, author, committer }: Commit): Record<string, unknown> {
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: timestamp(committer.date),
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}

/** A job of a run (`job`). */
export function presentJob(
  { fullName, url }: NamedRepository,
  run: RunRecord,
  { attempt, ...job }: JobRecord,
): Record<string, unknown> {
  return {
    ...job,
    run_id: run.id,
    run_url: `${url}/actions/runs/${run.id}`,
    run_attempt: attempt,
    node_id: nodeId("CR", job.id),
    head_sha: run.head_sha,
    head_branch: run.head_branch,
    workflow_name: run.name,
    url: `${url}/actions/jobs/${job.id}`,
    html_url: `${web}/${pathOf(fullName)}/actions/runs/${run.id}/job/${job.id}`,
    check_run_url: `${url}/check-runs/${job.id}`,
    steps: [],
    runner_id: 1,
    runner_name: "GitHub Actions 1",
    runner_group_id: 0,
    runner_group_name: "GitHub Actions",
  };
}
