import type { GitRepository } from "../git/repository.ts";
import { timestamp, type PullRecord } from "../store/records.ts";

/**
 * A pull request as its branches make it: an open one follows its head, is merged once the base holds
 * all of it, however it got there, and closes with its branch.
 */
export async function asItStands(git: GitRepository, pull: PullRecord): Promise<PullRecord> {
  if (pull.state === "closed") return pull;
  const head = await git.commit(`refs/heads/${pull.head}`);
  const base = await git.commit(`refs/heads/${pull.base}`);
  const head_sha = head?.sha ?? pull.head_sha;
  if (base && (await git.isAncestor(head_sha, base.sha))) {
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
  if (!head) return { ...pull, state: "closed", closed_at: pull.updated_at };
  return { ...pull, head_sha, base_sha: base?.sha ?? pull.base_sha };
}
