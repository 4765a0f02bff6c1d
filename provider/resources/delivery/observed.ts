import type { Fault } from "../../../config/fault.ts";
import type { GitHubClient } from "../../github/client.ts";
import { isOwn } from "./commit-message.ts";
import { findPlace } from "./place.ts";
import { openRemote, type Commit, type Pull, type Remote } from "./remote.ts";
import { takeSnapshot, type Snapshot } from "./snapshot.ts";
import { isAnothers } from "./standing.ts";
import type { Wanted } from "./wanted.ts";

/** A repository as a delivery finds it. */
export interface Observed {
  readonly remote: Remote;
  /** The default branch. */
  readonly base: Snapshot;
  readonly proposal: Proposal | null;
  /** The newest pull request that is closed or merged. */
  readonly last: Pull | null;
}

/** A pull request of the stack that waits to be merged. */
export interface Proposal {
  readonly pull: Pull;
  readonly snapshot: Snapshot;
  /** Whether every commit in it is the stack's own. */
  readonly ownAlone: boolean;
  /** Whether somebody let it lead to another branch than the default one. */
  readonly elsewhere: boolean;
  /** Whether the default branch has moved on since. */
  readonly behind: boolean;
  /** Paths of the files that it removes. */
  readonly removed: readonly string[];
}

/** What stands in a repository and waits to be merged; null: there is no such repository. */
export async function observe(client: GitHubClient, wanted: Wanted): Promise<Observed | "empty" | null> {
  const place = await findPlace(client, { owner: wanted.owner, name: wanted.repository });
  if (place === null) return null;
  const remote = openRemote(client, place);
  const [head, pulls] = await Promise.all([remote.head(place.defaultBranch), remote.pulls(wanted.branch)]);
  if (head === null) return "empty";
  const allOpen = pulls.filter(({ state }) => state === "open");
  const open = allOpen.find(({ base }) => base === place.defaultBranch) ?? allOpen[0];
  const last = pulls.find(({ state }) => state !== "open") ?? null;
  const [base, proposal] = await Promise.all([
    takeSnapshot(remote, head, pathsOf(wanted)),
    open === undefined ? null : observeProposal(remote, open, { wanted, base: head }),
  ]);
  // What lost its branch a moment ago is closed, whether GitHub says so yet or not.
  const gone = open !== undefined && proposal === null ? ({ ...open, state: "closed" } as const) : null;
  return { remote, base, proposal, last: gone ?? last };
}

function pathsOf({ files, retire }: Wanted): string[] {
  return [...Object.keys(files), ...retire];
}

async function observeProposal(
  remote: Remote,
  pull: Pull,
  { wanted, base }: { readonly wanted: Wanted; readonly base: Commit },
): Promise<Proposal | null> {
  const [head, compared] = await Promise.all([
    remote.head(wanted.branch),
    remote.compare(remote.place.defaultBranch, wanted.branch),
  ]);
  // Its branch was deleted a moment ago, and it is closed by now.
  if (head === null || compared === null) return null;
  const own = compared.commits.filter((commit) => isOwn(commit, wanted));
  return {
    pull,
    snapshot: await takeSnapshot(remote, head, pathsOf(wanted)),
    ownAlone: own.length === compared.total,
    elsewhere: pull.base !== remote.place.defaultBranch,
    behind: compared.mergeBase !== base.sha,
    removed: compared.removed,
  };
}

/** Another stack whose first pull request still waits: the default branch does not tell of it yet. */
export async function otherProposals({ remote, base }: Observed, wanted: Wanted): Promise<Fault[]> {
  if (base.manifest !== null) return [];
  const branches = (await remote.branches("slipway/")).filter((branch) => branch !== wanted.branch);
  const open = await Promise.all(branches.map((branch) => pullsOfAnother(remote, branch, wanted)));
  const { owner, name } = remote.place;
  return open.flat().map(({ number, url }) => ({
    place: `${owner}/${name}`,
    fault: `another stack's pull request #${number} waits to be merged (${url})`,
    mend: "one stack delivers to a repository: close that one, or set another slipway:package.repository",
  }));
}

/** A branch tells by its manifest whose it is: this stack's own under an earlier name, or somebody's topic, are none. */
async function pullsOfAnother(remote: Remote, branch: string, wanted: Wanted): Promise<Pull[]> {
  const open = (await remote.pulls(branch)).filter(({ state }) => state === "open");
  const head = open.length === 0 ? null : await remote.head(branch);
  return head !== null && isAnothers(await takeSnapshot(remote, head, []), wanted) ? open : [];
}
