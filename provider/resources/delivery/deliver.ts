import type { Fault } from "../../../config/fault.ts";
import type { GitHubClient } from "../../github/client.ts";
import { commitMessage, isOwn } from "./commit-message.ts";
import { faultsError } from "./faults-error.ts";
import { faultsOf, isCurrent } from "./readiness.ts";
import { removal, type Intent } from "./intent.ts";
import { observe, otherProposals, type Observed, type Proposal } from "./observed.ts";
import type { Pull } from "./remote.ts";
import type { Wanted } from "./wanted.ts";
import { isAnothers } from "./standing.ts";
import { openWriter, type Edits, type Writer } from "./writer.ts";
import { writtenOut } from "./written-out.ts";

/** How a delivery ended. */
export interface Delivered {
  /** What the default branch held before. */
  readonly seen: Observed;
  /** The pull request that waits to be merged, if any. */
  readonly pull: Pull | null;
  /** The commit that was made; null: none was needed. */
  readonly commit: string | null;
}

/** How often another's push in between is taken into account before it is given up. */
const attempts = 4;

/**
 * Brings a repository to what is wanted, in one commit: by a pull request, or straight to the default branch. Safe to
 * repeat after any interruption. Throws with every fault before anything is written.
 */
export async function carryOut(
  client: GitHubClient,
  wanted: Wanted,
  intent: Intent,
): Promise<Delivered | null> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const seen = await observe(client, wanted);
    if (seen === null) return null;
    if (seen === "empty" && intent === removal) return null;
    if (seen === "empty") throw faultsError([emptyFault(wanted)]);
    const others = intent === removal ? [] : await otherProposals(seen, wanted);
    const faults = [...others, ...faultsOf(intent, wanted, seen)];
    if (faults.length > 0) throw faultsError(faults);
    const done = await new Run(seen, wanted, openWriter(client, seen.remote.place)).carryOut(intent);
    if (done !== "moved") return { seen, ...done };
  }
  const place = `${wanted.owner}/${wanted.repository}`;
  throw faultsError([{ place, fault: "moves faster than it can be written to", mend: "run it again later" }]);
}

/** A repository without a commit. */
export function emptyFault({ owner, repository }: Wanted): Fault {
  const mend = "push a first one, such as a README, to its default branch";
  return { place: `${owner}/${repository}`, fault: "has no commit yet", mend };
}

type Done = Pick<Delivered, "pull" | "commit"> | "moved";

/** One attempt, on a repository as it was seen; "moved": somebody pushed meanwhile, and nothing was changed. */
class Run {
  private readonly seen: Observed;
  private readonly wanted: Wanted;
  private readonly writer: Writer;

  constructor(seen: Observed, wanted: Wanted, writer: Writer) {
    this.seen = seen;
    this.wanted = wanted;
    this.writer = writer;
  }

  async carryOut(intent: Intent): Promise<Done> {
    const { base, proposal } = this.seen;
    const edits = intent.edits(this.wanted, base);
    if (edits.size === 0) return this.withdraw(proposal);
    if (this.wanted.by === "push") return this.push(intent, edits);
    if (proposal === null) return this.propose(intent, edits);
    return isCurrent(intent, this.wanted, this.seen)
      ? { pull: proposal.pull, commit: null }
      : this.add(intent, proposal, edits);
  }

  /** What was proposed is there, or wanted no more: nothing is left to merge. */
  private async withdraw(proposal: Proposal | null): Promise<Done> {
    if (proposal === null || isAnothers(proposal.snapshot, this.wanted)) return { pull: null, commit: null };
    // First the branch, which closes it as well: a run that is killed in between leaves none behind. A rule may keep it.
    if (proposal.ownAlone) await this.writer.deleteBranch(this.wanted.branch).catch(() => undefined);
    await this.writer.editPull(proposal.pull.number, { state: "closed" });
    return { pull: null, commit: null };
  }

  private async push(intent: Intent, edits: Edits): Promise<Done> {
    const { base, proposal, remote } = this.seen;
    const commit = await this.commit(intent, edits, [base.commit]);
    if (!(await this.writer.moveBranch(remote.place.defaultBranch, commit))) return "moved";
    await this.withdraw(proposal);
    return { pull: null, commit };
  }

  private async propose(intent: Intent, edits: Edits): Promise<Done> {
    const { branch } = this.wanted;
    const { base, remote } = this.seen;
    const commit = await this.commit(intent, edits, [base.commit]);
    const made = await this.writer.createBranch(branch, commit);
    if (!made && !(await this.takeOver(commit))) return "moved";
    const text = intent.text(this.wanted, base, edits);
    try {
      const pull = await this.writer.openPull({ head: branch, base: remote.place.defaultBranch }, text);
      return { pull, commit };
    } catch (error) {
      // The connection may have broken after all was done.
      const opened = (await remote.pulls(branch)).find(({ state }) => state === "open");
      if (opened !== undefined) return { pull: opened, commit };
      // A branch that nobody is asked to merge would be half a delivery.
      if (made) await this.writer.deleteBranch(branch).catch(() => undefined);
      throw error;
    }
  }

  /** Moves the branch that an earlier pull request, or a run that was killed, left behind. */
  private async takeOver(commit: string): Promise<boolean> {
    const { branch } = this.wanted;
    const { last, remote } = this.seen;
    const left = await remote.head(branch);
    if (left === null) return false;
    // What a pull request held stays with it on GitHub.
    if (!isOwn(left, this.wanted) && left.sha !== last?.head) {
      const place = `${remote.place.owner}/${remote.place.name}: ${branch}`;
      const fault = "is Slipway's own branch, and holds commits of somebody else that no pull request shows";
      const mend = "rename or delete that branch, or set slipway:delivery.branch to another";
      throw faultsError([{ place, fault, mend }]);
    }
    return this.writer.moveBranch(branch, commit, { force: true });
  }

  /** Adds a commit to the pull request that waits: on top of what others added, else of the newest default branch. */
  private async add(
    intent: Intent,
    { pull, snapshot, ownAlone, behind, elsewhere }: Proposal,
    edits: Edits,
  ): Promise<Done> {
    const { base, remote } = this.seen;
    const commit = ownAlone
      ? await this.commit(intent, edits, behind ? [snapshot.commit, base.commit] : [snapshot.commit])
      : await this.commit(intent, intent.edits(this.wanted, snapshot), [snapshot.commit], snapshot.tree);
    if (!(await this.writer.moveBranch(this.wanted.branch, commit))) return "moved";
    const change = {
      ...intent.text(this.wanted, base, edits),
      ...(elsewhere ? { base: remote.place.defaultBranch } : {}),
    };
    const changed = await this.writer.editPull(pull.number, change);
    // It was merged or closed at the same moment, without the new commit.
    return changed.state === "open" ? { pull: changed, commit } : "moved";
  }

  private async commit(
    intent: Intent,
    edits: Edits,
    parents: readonly string[],
    onto: string = this.seen.base.tree,
  ): Promise<string> {
    const tree = await this.writer.tree(onto, await writtenOut(edits, this.wanted));
    const { title } = intent.text(this.wanted, this.seen.base, edits);
    return this.writer.commit({ tree, parents, message: commitMessage(title, this.wanted, tree) });
  }
}
