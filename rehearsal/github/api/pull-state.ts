import { branchElsewhere } from "../git/network.ts";
import type { Commit, GitRepository } from "../git/repository.ts";
import type { Call } from "../http/route.ts";
import type { PullRecord } from "../store/pull-records.ts";
import { timestamp, type RepositoryRecord } from "../store/records.ts";

/**
 * A pull request as its branches make it: an open one follows its head, is merged once the base holds
 * all of it, however it got there, and closes with either branch, or when that is set back to what the base holds.
 */
export async function asItStands(git: GitRepository, pull: PullRecord): Promise<PullRecord> {
  if (pull.state === "closed") return pull;
  const head = await headCommit(git, pull);
  const base = await git.commit(`refs/heads/${pull.base}`);
  const head_sha = head?.sha ?? pull.head_sha;
  if (base && (await git.isAncestor(head_sha, base.sha))) {
    const isSetBack = head_sha !== pull.head_sha && !(await git.isAncestor(pull.head_sha, base.sha));
    if (isSetBack) return { ...pull, state: "closed", closed_at: timestamp() };
    const merged = timestamp(base.committer.date);
    return {
      ...pull,
      head_sha,
      state: "closed",
      merged_at: merged,
      closed_at: merged,
      merge_commit_sha: base.sha,
    };
  }
  if (!head || !base) return { ...pull, state: "closed", closed_at: pull.updated_at };
  return { ...pull, head_sha, base_sha: base.sha };
}

/** The commit of the branch that is to be merged, which may be a fork's; null where it is gone. */
export function headCommit(
  git: GitRepository,
  { head, head_repo }: Pick<PullRecord, "head" | "head_repo">,
): Promise<Commit | null> {
  return head_repo === undefined ? git.commit(`refs/heads/${head}`) : branchElsewhere(git, head_repo, head);
}

/** The same for a fork and what it comes from, which its branches are proposed to. */
export async function settleNetwork(call: Call, git: GitRepository, record: RepositoryRecord): Promise<void> {
  await settlePulls(git, record);
  const parent = Object.entries(call.records.repositories).find(([, { id }]) => id === record.fork_of);
  if (parent) await settlePulls(await call.github.repository(parent[0]), parent[1]);
}

/** Keeps what the branches have made of the pull requests: what was closed with a branch stays so when the branch comes back. */
export async function settlePulls(git: GitRepository, record: RepositoryRecord): Promise<void> {
  for (const pull of record.pulls) Object.assign(pull, await asItStands(git, pull));
}
