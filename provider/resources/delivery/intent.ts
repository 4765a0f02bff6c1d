import type { Fault } from "../../../config/fault.ts";
import { editsTo, editsToNothing } from "./edits.ts";
import { deliveryFaults, ownerFaults } from "./faults.ts";
import { proposalText, type ProposalText } from "./proposal-text.ts";
import type { Snapshot } from "./snapshot.ts";
import { editedFiles, isAnothers } from "./standing.ts";
import type { Wanted } from "./wanted.ts";
import type { Edits } from "./writer.ts";

/** What is to be done to a repository: which edits it takes, what forbids them, how they present themselves. */
export interface Intent {
  edits(wanted: Wanted, snapshot: Snapshot): Edits;
  /** Whether nothing may be done there at all, since it is another's or nobody can tell. */
  owner(wanted: Wanted, snapshot: Snapshot, where: string): Fault[];
  faults(wanted: Wanted, snapshot: Snapshot, where: string): Fault[];
  text(wanted: Wanted, snapshot: Snapshot, edits: Edits): ProposalText;
}

/** The files shall stand as they are wanted. */
export const delivery: Intent = {
  edits: editsTo,
  owner: ownerFaults,
  faults: deliveryFaults,
  text: (wanted, snapshot, edits) => {
    const first = snapshot.manifest === null;
    const title = first ? "Add the release pipeline" : "Update the release pipeline";
    return proposalText(wanted, edits, { title, snapshot, kept: editedFiles(snapshot, wanted) });
  },
};

/** What the stack delivered shall go. */
export const removal: Intent = {
  edits: editsToNothing,
  // What another stack has taken over is not this one's to remove, and no reason to keep this one.
  owner: (wanted, snapshot, where) =>
    isAnothers(snapshot, wanted) ? [] : ownerFaults(wanted, snapshot, where),
  faults: () => [],
  text: (wanted, snapshot, edits) => {
    const nothing = { ...wanted, files: {} };
    const kept = editedFiles(snapshot, nothing).filter((path) => !edits.has(path));
    return proposalText(wanted, edits, { title: "Remove the release pipeline", snapshot, kept });
  },
};
