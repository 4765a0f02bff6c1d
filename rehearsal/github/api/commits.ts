import { changedFiles, commitsBetween } from "../git/diff.ts";
import type { GitRepository } from "../git/repository.ts";
import { notFound, unprocessable } from "../http/error.ts";
import { page } from "../http/page.ts";
import { type Call, type Reply, type Route } from "../http/route.ts";
import { presentChangedFile, presentListedCommit } from "../present/commit.ts";
import { filledRepositoryOf, repositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}";

/** Commits, as they are looked at. */
export const commits: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/commits`,
    documentation: "commits/commits#list-commits",
    needs: "contents=read",
    handle: listCommits,
  },
  {
    method: "GET",
    path: `${path}/commits/{ref}`,
    documentation: "commits/commits#get-a-commit",
    needs: "contents=read",
    handle: getCommit,
  },
];

async function listCommits(call: Call): Promise<Reply> {
  const { query } = call;
  const { repository, git } = await filledRepositoryOf(call);
  const start = await git.commit(query.get("sha") || repository.record.default_branch);
  if (!start) throw notFound();
  const filter = {
    since: query.get("since"),
    until: query.get("until"),
    author: query.get("author"),
    path: query.get("path"),
  };
  const names = await commitsBetween(git, { from: null, to: start.sha }, filter);
  const { items, headers } = page(call, call.address, names);
  const found = await Promise.all(items.map((sha) => listed(git, repository, sha)));
  return { status: 200, body: found, headers };
}

async function listed(
  git: GitRepository,
  repository: NamedRepository,
  sha: string,
): Promise<Record<string, unknown>> {
  const commit = await git.commit(sha);
  if (!commit) throw notFound();
  return presentListedCommit(repository, commit);
}

async function getCommit(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const commit = await git.commit(call.params["ref"] ?? "");
  if (!commit) throw unprocessable(`No commit found for SHA: ${call.params["ref"]}`);
  const files = await changedFiles(git, commit.parents[0] ?? null, commit.sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const { items, headers } = page(call, call.address, files);
  const body = {
    ...presentListedCommit(repository, commit),
    stats: { total: additions + deletions, additions, deletions },
    files: items.map((file) => presentChangedFile(repository, commit.sha, file)),
  };
  return { status: 200, body, headers };
}
