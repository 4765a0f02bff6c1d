import type { NamedRepository } from "../api/of-repository.ts";
import { mergeViolation } from "../api/ref-rules.ts";
import { changedFiles, commitsBetween } from "../git/diff.ts";
import { mergedTree } from "../git/merge.ts";
import type { GitRepository } from "../git/repository.ts";
import type { Call } from "../http/route.ts";
import type { PullRecord } from "../store/pull-records.ts";
import { simpleUser } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { repositoryAlone } from "./repository.ts";
import { pathOf, web } from "./web.ts";

/** A pull request as a list has it (`pull-request-simple`). */
export function presentPull(
  call: Call,
  repository: NamedRepository,
  pull: PullRecord,
): Record<string, unknown> {
  const {
    user,
    base_sha,
    head_sha,
    head,
    base,
    comments: _comments,
    merged_by: _merged,
    head_repo,
    ...fields
  } = pull;
  const branch = (fullName: string, { ref, sha }: { readonly ref: string; readonly sha: string }) => {
    const owner = fullName.split("/")[0] ?? "";
    const record = call.records.repositories[fullName];
    const repo = record ? repositoryAlone(call.records, { fullName, record }, call.api) : null;
    return { label: `${owner}:${ref}`, ref, sha, user: simpleUser(call.records, owner, call.api), repo };
  };
  return {
    ...fields,
    ...addresses(repository, pull),
    node_id: nodeId("PR", pull.id),
    locked: false,
    user: simpleUser(call.records, user, call.api),
    labels: (pull.labels ?? []).map((name) => presentLabel(repository, name)),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: branch(head_repo ?? repository.fullName, { ref: head, sha: head_sha }),
    base: branch(repository.fullName, { ref: base, sha: base_sha }),
    author_association: "OWNER",
    auto_merge: null,
  };
}

/** Labels are known by their names alone. */
function presentLabel({ url }: NamedRepository, name: string): Record<string, unknown> {
  const id = [...Buffer.from(name)].reduce((sum, byte) => (sum * 31 + byte) % 1_000_000_007, 7);
  return {
    id,
    node_id: nodeId("LA", id),
    url: `${url}/labels/${encodeURIComponent(name)}`,
    name,
    description: "",
    color: "ededed",
    default: false,
  };
}

/** A pull request as such (`pull-request`). */
export async function presentPullInFull(
  call: Call,
  repository: NamedRepository,
  { git, pull }: { readonly git: GitRepository; readonly pull: PullRecord },
): Promise<Record<string, unknown>> {
  const fork = (await git.mergeBase(pull.base_sha, pull.head_sha)) ?? pull.base_sha;
  const files = await changedFiles(git, fork, pull.head_sha);
  const commits = await commitsBetween(git, { from: fork, to: pull.head_sha });
  return {
    ...presentPull(call, repository, pull),
    merged: pull.merged_at !== null,
    ...(await mergeability(repository, { git, pull })),
    rebaseable: null,
    merged_by:
      pull.merged_at === null ? null : simpleUser(call.records, pull.merged_by ?? pull.user, call.api),
    comments: pull.comments?.length ?? 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
  };
}

/** Whether it could be merged now. The service finds out a moment later, and says null until then. */
async function mergeability(
  repository: NamedRepository,
  { git, pull }: { readonly git: GitRepository; readonly pull: PullRecord },
): Promise<{ readonly mergeable: boolean | null; readonly mergeable_state: string }> {
  if (pull.state === "closed") return { mergeable: null, mergeable_state: "unknown" };
  // An old git can't tell; that must not keep the pull request from being shown.
  const isMergeable = mergedTree(git, pull.base_sha, pull.head_sha).then((tree) => tree !== null);
  const mergeable = await isMergeable.catch(() => null);
  if (mergeable === null) return { mergeable, mergeable_state: "unknown" };
  if (!mergeable) return { mergeable, mergeable_state: "dirty" };
  if (pull.draft) return { mergeable, mergeable_state: "draft" };
  const methods = ["merge", "squash", "rebase"] as const;
  const isBlocked = methods.every((method) => mergeViolation(repository, `refs/heads/${pull.base}`, method));
  return { mergeable, mergeable_state: isBlocked ? "blocked" : "clean" };
}

function addresses(
  { url, fullName }: NamedRepository,
  { number, head_sha }: PullRecord,
): Record<string, unknown> {
  const self = `${url}/pulls/${number}`;
  const issue = `${url}/issues/${number}`;
  const html = `${web}/${pathOf(fullName)}/pull/${number}`;
  const also = {
    comments: `${issue}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${url}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${url}/statuses/${head_sha}`,
  };
  const links = { self, html, issue, ...also };
  return {
    url: self,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    ...Object.fromEntries(Object.entries(also).map(([key, address]) => [`${key}_url`, address])),
    _links: Object.fromEntries(Object.entries(links).map(([key, href]) => [key, { href }])),
  };
}
