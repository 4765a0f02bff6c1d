import { changedFiles, commitsBetween } from "../git/diff.ts";
import { branchElsewhere } from "../git/network.ts";
import type { Commit, GitRepository } from "../git/repository.ts";
import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentChangedFile, presentListedCommit } from "../present/commit.ts";
import { pathOf, web } from "../present/web.ts";
import { ownedInNetwork } from "./forks.ts";
import { filledRepositoryOf, repositoryOf, type NamedRepository } from "./of-repository.ts";

/** What one branch, tag or commit has that another lacks. */
export const compare: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/compare/{basehead}",
    documentation: "commits/commits#compare-two-commits",
    needs: "contents=read",
    handle: get,
  },
];

/** Commits in an answer that is not asked for by page. */
const mostCommits = 250;

/** Files in an answer, however many differ. */
const mostFiles = 300;

async function get(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const basehead = call.params["basehead"] ?? "";
  const [, baseName = "", headName = ""] = /^(.+?)\.\.\.(.+)$/.exec(basehead) ?? [];
  const base = await commitOf(call, git, baseName);
  const head = await commitOf(call, git, headName);
  const fork = await git.mergeBase(base.sha, head.sha);
  if (fork === null) throw notFound(`No common ancestor between ${baseName} and ${headName}.`);
  const behind = (await commitsBetween(git, { from: head.sha, to: base.sha })).length;
  const ahead = (await commitsBetween(git, { from: base.sha, to: head.sha })).toReversed();
  const isPaged = call.query.has("page") || call.query.has("per_page");
  const { items, headers } = isPaged
    ? page(call, call.address, ahead)
    : { items: ahead.slice(-mostCommits), headers: {} };
  const listed = async (sha: string) => presentListedCommit(repository, await commitOf(call, git, sha));
  const isFirst = (Number(call.query.get("page")) || 1) <= 1;
  const files = isFirst ? (await changedFiles(git, fork, head.sha)).slice(0, mostFiles) : [];
  const body = {
    ...addresses(repository, basehead, { base, head }),
    base_commit: presentListedCommit(repository, base),
    merge_base_commit: await listed(fork),
    status: statusOf(ahead.length, behind),
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: await Promise.all(items.map(listed)),
    files: files.map((file) => presentChangedFile(repository, head.sha, file)),
  };
  return { ...ok(body), headers };
}

/** A name may say whose branch it is, that of a fork: `octocat:topic`. */
async function commitOf(call: Call, git: GitRepository, name: string): Promise<Commit> {
  const [owner = "", branch] = name.split(":");
  const repository = repositoryOf(call);
  const fork = branch === undefined ? null : ownedInNetwork(call.records, repository.record, owner);
  const isOwn = branch === undefined || fork?.fullName === repository.fullName;
  const commit = isOwn
    ? await git.commit(branch ?? name)
    : fork && (await branchElsewhere(git, fork.fullName, branch));
  if (!commit) throw notFound();
  return commit;
}

function statusOf(ahead: number, behind: number): "diverged" | "ahead" | "behind" | "identical" {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}

function addresses(
  { url, fullName }: NamedRepository,
  basehead: string,
  { base, head }: { readonly base: Commit; readonly head: Commit },
): Record<string, unknown> {
  const owner = fullName.split("/")[0] ?? "";
  const html = `${web}/${pathOf(fullName)}/compare`;
  const whole = `${html}/${pathOf(basehead)}`;
  return {
    url: `${url}/compare/${pathOf(basehead)}`,
    html_url: whole,
    permalink_url: `${html}/${owner}:${base.sha.slice(0, 7)}...${owner}:${head.sha.slice(0, 7)}`,
    diff_url: `${whole}.diff`,
    patch_url: `${whole}.patch`,
  };
}
