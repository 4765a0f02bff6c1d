import type { GitRepository } from "../git/repository.ts";
import { optionalBoolean, optionalString, optionalWord, requireString } from "../http/body.ts";
import { ApiError, notFound, validationFailed } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentPull, presentPullInFull } from "../present/pull.ts";
import type { PullRecord } from "../store/pull-records.ts";
import { takeId, timestamp } from "../store/records.ts";
import { ownedInNetwork } from "./forks.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";
import { asItStands, headCommit, settlePulls } from "./pull-state.ts";

const path = "/repos/{owner}/{repo}/pulls";
const onePath = `${path}/{pull_number}`;
const documentation = "pulls/pulls";

/** Pull requests from one branch of a repository to another. */
export const pulls: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-pull-requests`,
    needs: "pull_requests=read",
    handle: list,
  },
  {
    method: "POST",
    path,
    documentation: `${documentation}#create-a-pull-request`,
    needs: "pull_requests=write",
    handle: create,
  },
  {
    method: "GET",
    path: onePath,
    documentation: `${documentation}#get-a-pull-request`,
    needs: "pull_requests=read",
    handle: get,
  },
  {
    method: "PATCH",
    path: onePath,
    documentation: `${documentation}#update-a-pull-request`,
    needs: "pull_requests=write",
    handle: update,
  },
];

async function list(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const state = call.query.get("state") ?? "open";
  const head = call.query.get("head");
  const base = call.query.get("base");
  const all = await Promise.all(repository.record.pulls.toReversed().map((pull) => asItStands(git, pull)));
  const wanted = all.filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      (head === null || head.toLowerCase() === labelOf(repository, pull).toLowerCase()) &&
      (base === null || base === pull.base),
  );
  const { items, headers } = page(call, call.address, wanted);
  return { status: 200, body: items.map((pull) => presentPull(call, repository, pull)), headers };
}

/** Longest text of a pull request that the service takes (characters). */
const longestBody = 65_536;

function checkedBody(call: Call): string | undefined {
  const body = optionalString(call.body, "body");
  if (body !== undefined && body.length > longestBody)
    throw refused("custom", `body is too long (maximum is ${longestBody} characters)`, "body");
  return body;
}

async function create(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  if (call.byJob && !repository.record.actions.can_approve_pull_request_reviews) throw notByJobs();
  const git = await call.github.repository(repository.fullName);
  const head = headOf(call, repository, requireString(call.body, "head"));
  const base = requireString(call.body, "base");
  const { head_sha, base_sha } = await branches(git, head, base);
  const now = timestamp();
  const pull: PullRecord = {
    id: takeId(call.records),
    number: Math.max(0, ...repository.record.pulls.map(({ number }) => number)) + 1,
    title: requireString(call.body, "title"),
    body: checkedBody(call) ?? null,
    state: "open",
    draft: optionalBoolean(call.body, "draft") ?? false,
    user: call.records.viewer ?? ownerOf(repository),
    ...head,
    base,
    head_sha,
    base_sha,
    merged_at: null,
    merge_commit_sha: null,
    created_at: now,
    updated_at: now,
    closed_at: null,
  };
  await settlePulls(git, repository.record);
  if (repository.record.pulls.some((other) => other.state === "open" && isSame(other, pull))) {
    throw refused("custom", `A pull request already exists for ${labelOf(repository, pull)}.`);
  }
  repository.record.pulls.push(pull);
  return created(await presentPullInFull(call, repository, { git, pull }));
}

function notByJobs(): ApiError {
  return new ApiError(403, "GitHub Actions is not permitted to create or approve pull requests.");
}

async function branches(
  git: GitRepository,
  source: Head,
  base: string,
): Promise<{ head_sha: string; base_sha: string }> {
  const { head } = source;
  const commit = await headCommit(git, source);
  if (!commit) throw refused("invalid", null, "head");
  const baseCommit = await git.commit(`refs/heads/${base}`);
  if (!baseCommit) throw refused("invalid", null, "base");
  if ((await git.mergeBase(commit.sha, baseCommit.sha)) === null)
    throw refused("custom", `The ${head} branch has no history in common with ${base}`);
  if (await git.isAncestor(commit.sha, baseCommit.sha))
    throw refused("custom", `No commits between ${base} and ${head}`);
  return { head_sha: commit.sha, base_sha: baseCommit.sha };
}

async function get(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const pull = await asItStands(git, pullOf(call));
  return ok(await presentPullInFull(call, repository, { git, pull }));
}

async function update(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const record = pullOf(call);
  Object.assign(record, await asItStands(git, record));
  const state = optionalWord(call.body, "state", ["open", "closed"]) ?? record.state;
  if (state === "open" && record.state === "closed") await reopen(git, repository, record);
  if (state === "closed" && record.state === "open") record.closed_at = timestamp();
  record.state = state;
  record.title = optionalString(call.body, "title") ?? record.title;
  record.body = checkedBody(call) ?? record.body;
  record.base = optionalString(call.body, "base") ?? record.base;
  if (!(await git.commit(`refs/heads/${record.base}`))) throw refused("invalid", null, "base");
  record.updated_at = timestamp();
  return ok(await presentPullInFull(call, repository, { git, pull: record }));
}

/** What is merged stays so, and so does what has no branch any more, another one of that name, or a successor. */
async function reopen(git: GitRepository, { record }: NamedRepository, pull: PullRecord): Promise<void> {
  if (pull.merged_at) throw refused("invalid", "Cannot reopen a merged pull request", "state");
  const head = await headCommit(git, pull);
  if (!head) throw unchanged(`The ${pull.head} branch has been deleted.`);
  if (!(await git.commit(`refs/heads/${pull.base}`)))
    throw unchanged(`The ${pull.base} branch has been deleted.`);
  if (!(await git.isAncestor(pull.head_sha, head.sha)))
    throw unchanged(`The ${pull.head} branch was force-pushed or recreated.`);
  const others = await Promise.all(record.pulls.map((other) => asItStands(git, other)));
  if (others.some((other) => other.state === "open" && isSame(other, pull)))
    throw unchanged(`There is already an open pull request from ${pull.head} to ${pull.base}.`);
  pull.closed_at = null;
}

function unchanged(why: string): Error {
  return refused("invalid", `state cannot be changed. ${why}`, "state");
}

function refused(code: string, message: string | null, field?: string): Error {
  return validationFailed({
    resource: "PullRequest",
    code,
    ...(field ? { field } : {}),
    ...(message ? { message } : {}),
  });
}

/** The pull request of `/repos/{owner}/{repo}/pulls/{pull_number}`. */
export function pullOf(call: Call): PullRecord {
  const found = repositoryOf(call).record.pulls.find(
    ({ number }) => String(number) === call.params["pull_number"],
  );
  if (!found) throw notFound();
  return found;
}

/** The branch that is to be merged: one of the repository itself, or of a fork. */
type Head = Pick<PullRecord, "head" | "head_repo">;

/** A head may name its owner: `octocat:topic`; with another one it is a branch of their fork. */
function headOf({ records }: Call, repository: NamedRepository, given: string): Head {
  const [owner = "", head] = given.split(":");
  if (head === undefined) return { head: given };
  if (owner.toLowerCase() === ownerOf(repository).toLowerCase()) return { head };
  const fork = ownedInNetwork(records, repository.record, owner);
  if (!fork) throw refused("invalid", null, "head");
  return { head, head_repo: fork.fullName };
}

function labelOf({ fullName }: NamedRepository, { head, head_repo }: Head): string {
  return `${(head_repo ?? fullName).split("/")[0]}:${head}`;
}

function isSame(one: PullRecord, other: PullRecord): boolean {
  return one.head === other.head && one.head_repo === other.head_repo && one.base === other.base;
}

function ownerOf({ fullName }: NamedRepository): string {
  return fullName.split("/")[0] ?? "";
}
