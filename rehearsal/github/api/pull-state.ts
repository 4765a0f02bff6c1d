import type { GitRepository } from "../git/repository.ts";
import { timestamp, type PullRecord, type RepositoryRecord } from "../store/records.ts";

/**
 * A pull request as its branches make it: an open one follows its head, is merged once the base holds
 * all of it, however it got there, and closes with either branch, or when that is set back to what the base holds.
 */
export async function asItStands(git: GitRepository, pull: PullRecord): Promise<PullRecord> {
  if (pull.state === "closed") return pull;
  const head = await git.commit(`refs/heads/${pull.head}`);
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

/** Keeps what the branches have made of the pull requests: what was closed with a branch stays so when the branch comes back. */
export async function settlePulls(git: GitRepository, record: RepositoryRecord): Promise<void> {
  for (const pull of record.pulls) Object.assign(pull, await asItStands(git, pull));
}
