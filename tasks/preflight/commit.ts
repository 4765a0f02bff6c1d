import type { Fault } from "../program/fault.ts";
import { type Finding, finding } from "./finding.ts";
import type { Git } from "./git.ts";

/** What is to be released, and from which branch. */
export interface TaggedCommit {
  readonly tag: string;
  readonly commit: string;
  readonly defaultBranch: string;
  /** The commit that the repository's own tag stands for by now; null where it is gone. */
  readonly remote: string | null;
}

/** Checks that the tagged commit is on the default branch, so that it has passed that branch's reviews. */
export async function checkCommit(git: Git, asked: TaggedCommit): Promise<Finding> {
  const { tag, commit, defaultBranch, remote } = asked;
  const short = commit.slice(0, 12);
  const refuse = (fault: Fault) => finding("Commit", short, { faults: [fault] });
  const mend = "check out with the whole history (fetch-depth: 0)";
  if (await git.isShallow()) return refuse({ place: "checkout", fault: "has not the whole history", mend });
  const branch = `refs/remotes/origin/${defaultBranch}`;
  const [tagged, head] = [await git.commitOf(commit), await git.commitOf(branch)];
  if (tagged === null) return refuse({ place: "checkout", fault: `does not hold commit ${short}`, mend });
  if (head === null) return refuse({ place: "checkout", fault: `does not hold ${branch}`, mend });
  if (remote !== tagged) {
    const fault = `was ${remote === null ? "deleted" : `moved to ${remote.slice(0, 12)}`} after this run had begun`;
    return refuse({ place: `tag ${tag}`, fault, mend: "start the release anew on the tag as it is now" });
  }
  if (!(await git.isAncestor(tagged, head))) {
    const fault = `is at ${short}, which is not on ${defaultBranch}`;
    return refuse({
      place: `tag ${tag}`,
      fault,
      mend: `merge it into ${defaultBranch}, and tag the merged commit as the next version; this tag can be used again only once it is deleted, which slipway:repository.tagRuleset forbids`,
    });
  }
  return finding("Commit", `${short} is on ${defaultBranch}`);
}
