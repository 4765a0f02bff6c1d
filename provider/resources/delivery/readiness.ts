import type { Fault } from "../../../config/fault.ts";
import type { Intent } from "./intent.ts";
import type { Observed } from "./observed.ts";
import { standingOf } from "./standing.ts";
import { wantedText, type Wanted } from "./wanted.ts";

/** Whether the pull request that waits holds what is wanted, and nothing that is wanted no more. */
export function isCurrent(intent: Intent, wanted: Wanted, seen: Observed): boolean {
  const { base, proposal } = seen;
  if (proposal === null || proposal.elsewhere || wanted.by === "push") return false;
  if (intent.edits(wanted, proposal.snapshot).size > 0) return false;
  if (!proposal.ownAlone) return true;
  const edits = intent.edits(wanted, base);
  const restored = proposal.removed.filter((path) => base.entries.has(path) && edits.get(path) !== null);
  return restored.length === 0 && !(proposal.behind && overwrites(wanted, seen));
}

/** A hand's edit of the default branch is in the way of the merge, and may be overwritten. */
function overwrites(wanted: Wanted, { base }: Observed): boolean {
  return wanted.adopt.some((path) => standingOf(base, path, wantedText(wanted, path)) === "edited");
}

/** What forbids to do what is to be done; empty where nothing is to be done. */
export function faultsOf(intent: Intent, wanted: Wanted, seen: Observed): Fault[] {
  const { place } = seen.remote;
  const where = `${place.owner}/${place.name}`;
  const others = intent.owner(wanted, seen.base, where);
  if (others.length > 0 || isCurrent(intent, wanted, seen)) return others;
  const faults = intent.faults(wanted, seen.base, where);
  if (intent.edits(wanted, seen.base).size === 0) return faults;
  return [
    ...accessFaults(seen, where),
    ...branchFaults(seen, wanted),
    ...faults,
    ...proposalFaults(intent, wanted, seen),
  ];
}

function accessFaults({ remote }: Observed, where: string): Fault[] {
  const { archived, mayPush } = remote.place;
  if (archived)
    return [{ place: where, fault: "is archived", mend: "unarchive it in its settings on GitHub" }];
  if (mayPush !== false) return [];
  const mend = "take a token of somebody who may, or ask for the role";
  return [{ place: where, fault: "the token's owner may not push to it", mend }];
}

/** The default branch may have got the name of Slipway's own since. */
function branchFaults({ remote: { place } }: Observed, { by, branch }: Wanted): Fault[] {
  if (by === "push" || branch !== place.defaultBranch) return [];
  const fault = `is ${branch}, which is the default branch of ${place.owner}/${place.name} by now`;
  return [
    { place: "slipway:delivery.branch", fault, mend: "name another, or set slipway:delivery.by to push" },
  ];
}

/** What others added to the pull request is never overwritten either. */
function proposalFaults(intent: Intent, wanted: Wanted, { remote, proposal }: Observed): Fault[] {
  if (proposal === null || proposal.ownAlone || wanted.by === "push") return [];
  const { owner, name } = remote.place;
  return intent.faults(wanted, proposal.snapshot, `${owner}/${name}#${proposal.pull.number}`);
}
