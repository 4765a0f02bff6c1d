import { optionalString, optionalWord, requireString } from "../http/body.ts";
import { notFound, unprocessable } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { simpleUser } from "../present/account.ts";
import { nodeId } from "../present/node-id.ts";
import { minimalRepository } from "../present/repository.ts";
import { pathOf, web } from "../present/web.ts";
import type { CheckRecord, StatusRecord } from "../store/pull-records.ts";
import { takeId, timestamp } from "../store/records.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}";

/** What is said of commits: check runs, which apps make, and statuses. */
export const checks: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/commits/{ref}/check-runs`,
    documentation: "checks/runs#list-check-runs-for-a-git-reference",
    needs: "checks=read",
    handle: listChecks,
  },
  {
    method: "POST",
    path: `${path}/check-runs`,
    documentation: "reference/checks#create-a-check-run",
    needs: "checks=write",
    handle: createCheck,
  },
  {
    method: "GET",
    path: `${path}/commits/{ref}/status`,
    documentation: "commits/statuses#get-the-combined-status-for-a-specific-reference",
    needs: "statuses=read",
    handle: combined,
  },
  {
    method: "POST",
    path: `${path}/statuses/{sha}`,
    documentation: "commits/statuses#create-a-commit-status",
    needs: "statuses=write",
    handle: createStatus,
  },
];

async function commitOf(call: Call, name: string): Promise<string> {
  const git = await call.github.repository(repositoryOf(call).fullName);
  const commit = await git.commit(name);
  if (!commit) throw unprocessable(`No commit found for SHA: ${name}`);
  return commit.sha;
}

async function listChecks(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const sha = await commitOf(call, call.params["ref"] ?? "");
  const all = (repository.record.checks ?? []).filter(({ head_sha }) => head_sha === sha);
  const { items, headers } = page(call, call.address, all);
  const check_runs = items.map((check) => presentCheck(repository, check));
  return { status: 200, body: { total_count: all.length, check_runs }, headers };
}

const conclusions = [
  "action_required",
  "cancelled",
  "failure",
  "neutral",
  "success",
  "skipped",
  "stale",
  "timed_out",
] as const;

async function createCheck(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const conclusion = optionalWord(call.body, "conclusion", conclusions) ?? null;
  const stage = optionalWord(call.body, "status", ["queued", "in_progress", "completed"]);
  const now = timestamp();
  const check: CheckRecord = {
    id: takeId(call.records),
    name: requireString(call.body, "name"),
    head_sha: await commitOf(call, requireString(call.body, "head_sha")),
    status: conclusion === null ? (stage ?? "queued") : "completed",
    conclusion,
    started_at: optionalString(call.body, "started_at") ?? now,
    completed_at: conclusion === null ? null : (optionalString(call.body, "completed_at") ?? now),
  };
  (repository.record.checks ??= []).push(check);
  return created(presentCheck(repository, check));
}

function presentCheck({ url, fullName }: NamedRepository, check: CheckRecord): Record<string, unknown> {
  const html = `${web}/${pathOf(fullName)}/runs/${check.id}`;
  const self = `${url}/check-runs/${check.id}`;
  return {
    ...check,
    node_id: nodeId("CR", check.id),
    external_id: "",
    url: self,
    html_url: html,
    details_url: html,
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${self}/annotations`,
    },
    check_suite: null,
    app: null,
    pull_requests: [],
  };
}

/** The latest of each context. */
async function combined(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const name = call.params["ref"] ?? "";
  const git = await call.github.repository(repository.fullName);
  const sha = (await git.commit(name))?.sha;
  if (sha === undefined) throw notFound();
  const ofCommit = (repository.record.statuses ?? []).filter((status) => status.sha === sha);
  const latest = [...new Map(ofCommit.map((one) => [one.context.toLowerCase(), one])).values()];
  return ok({
    state: combinedState(latest),
    statuses: latest.map((status) => presentStatus(call, status)),
    sha,
    total_count: latest.length,
    repository: minimalRepository(call.records, repository.fullName, call.api),
    commit_url: `${repository.url}/commits/${sha}`,
    url: `${repository.url}/commits/${sha}/status`,
  });
}

/** Pending where nobody has said anything, too. */
function combinedState(statuses: readonly StatusRecord[]): "failure" | "pending" | "success" {
  if (statuses.some(({ state }) => state === "failure" || state === "error")) return "failure";
  const isPassed = statuses.length > 0 && statuses.every(({ state }) => state === "success");
  return isPassed ? "success" : "pending";
}

async function createStatus(call: Call): Promise<Reply> {
  const { record, fullName } = repositoryOf(call);
  const state = optionalWord(call.body, "state", ["error", "failure", "pending", "success"]);
  if (state === undefined) throw unprocessable("Validation Failed");
  const status: StatusRecord = {
    id: takeId(call.records),
    sha: await commitOf(call, call.params["sha"] ?? ""),
    context: optionalString(call.body, "context") ?? "default",
    state,
    description: optionalString(call.body, "description") ?? null,
    target_url: optionalString(call.body, "target_url") ?? null,
    creator: call.records.viewer ?? fullName.split("/")[0] ?? "",
    created_at: timestamp(),
  };
  (record.statuses ??= []).push(status);
  return created({
    ...presentStatus(call, status),
    creator: simpleUser(call.records, status.creator, call.api),
  });
}

function presentStatus(
  call: Call,
  { id, sha, creator, created_at, ...said }: StatusRecord,
): Record<string, unknown> {
  const { avatar_url } = simpleUser(call.records, creator, call.api);
  return {
    ...said,
    id,
    node_id: nodeId("SC", id),
    url: `${repositoryOf(call).url}/statuses/${sha}`,
    avatar_url,
    created_at,
    updated_at: created_at,
  };
}
