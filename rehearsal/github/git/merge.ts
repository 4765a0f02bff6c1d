import { commitsBetween } from "./diff.ts";
import type { Signature } from "./objects.ts";
import type { Commit, GitRepository } from "./repository.ts";
import { exitCode, git } from "./run.ts";

/** The tree that holds what both commits changed since they went apart; null when they change the same lines. */
export async function mergedTree(
  { folder }: GitRepository,
  base: string,
  head: string,
): Promise<string | null> {
  try {
    const tree = await git(folder, ["merge-tree", "--write-tree", "--no-messages", base, head]);
    return tree.trim();
  } catch (error) {
    if (exitCode(error) === 1) return null;
    throw error;
  }
}

/**
 * The commits of `head` made again on top of `base`, by `committer`; returns the last one's name. Merges among
 * them are left out, and so is what `base` holds already. Null when one does not fit.
 */
export async function rebased(
  repository: GitRepository,
  { base, head }: { readonly base: Commit; readonly head: Commit },
  committer: Signature,
): Promise<string | null> {
  let onto = base;
  for (const sha of (await commitsBetween(repository, { from: base.sha, to: head.sha })).toReversed()) {
    const commit = await repository.commit(sha);
    const [parent, ...others] = commit?.parents ?? [];
    if (!commit || !parent || others.length > 0) continue;
    const tree = await picked(repository, { commit, parent, onto });
    if (tree === null) return null;
    if (tree === onto.tree) continue;
    const { author, message } = commit;
    onto = await repository.writeCommit({ tree, parents: [onto.sha], author, committer, message });
  }
  return onto.sha;
}

/** The tree of one commit's change upon another: git merges, given a commit that holds the other's files on the first's parent. */
async function picked(
  repository: GitRepository,
  { commit, parent, onto }: { readonly commit: Commit; readonly parent: string; readonly onto: Commit },
): Promise<string | null> {
  if (parent === onto.sha) return commit.tree;
  const { sha } = await repository.writeCommit({ ...onto, parents: [parent] });
  return mergedTree(repository, sha, commit.sha);
}
