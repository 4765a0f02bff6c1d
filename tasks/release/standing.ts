import { ShapeError } from "../json/shape.ts";
import { type ReleaseLedger, ledgerName, readLedger } from "../ledger/release-ledger.ts";
import type { Release } from "../github/releases.ts";
import { TaskError } from "../program/fault.ts";
import type { ReleaseIdentity } from "./identity.ts";
import type { ReleaseStore } from "./store.ts";

/**
 * How far a tag's GitHub release has come. `open`: a draft of ours at this commit, being filled; `sealed`: one whose
 * ledger settles every file.
 */
export type Standing =
  | { readonly state: "none" }
  | { readonly state: "open"; readonly release: Release }
  | { readonly state: "sealed" | "published"; readonly release: Release; readonly ledger: ReleaseLedger };

/** A release whose files are settled. */
export type Settled = Extract<Standing, { readonly ledger: ReleaseLedger }>;

/** Ends the notes of a draft, unseen where they are shown: a draft without it was made by another hand. */
export function markNotes(notes: string, { workflow, commit }: ReleaseIdentity): string {
  return `${notes.trimEnd()}\n\n<!-- filled by ${workflow} at ${commit} -->\n`.trimStart();
}

/** Throws a TaskError where the release is another hand's, or another commit's. */
export async function standingOf(store: ReleaseStore, identity: ReleaseIdentity): Promise<Standing> {
  const release = await store.find(identity.tag);
  if (release === null) return { state: "none" };
  const seal = release.assets.find(({ name, complete }) => complete && name === ledgerName);
  if (seal === undefined) {
    if (!release.draft) throw foreign(identity, "is published already, and not by this workflow");
    requireMark(release, identity);
    return { state: "open", release };
  }
  const ledger = parse(await store.download(seal), identity);
  requireSame(ledger, identity, release.draft);
  return { state: release.draft ? "sealed" : "published", release, ledger };
}

/** A release is published at its tag, wherever that is by then: it has to be where the run began. */
export async function requireTagged(store: ReleaseStore, { tag, commit }: ReleaseIdentity): Promise<void> {
  const now = await store.commitOf(tag);
  if (now === commit) return;
  const fault = now === null ? "is gone" : `is at ${now} now, and this run is of commit ${commit}`;
  const mend = `put it back to ${commit} and run this job again, or release a new version`;
  throw new TaskError([{ place: `tag ${tag}`, fault, mend }]);
}

function requireMark({ notes }: Release, identity: ReleaseIdentity): void {
  // The last: notes that GitHub makes hold the titles of pull requests, and so whatever anybody wrote there.
  const mark = [...notes.matchAll(/<!-- filled by (\S+) at ([0-9a-f]{40,64}) -->/g)].at(-1);
  if (mark === undefined) throw foreign(identity, "is a draft that this workflow has not made");
  const [, workflow, commit] = mark;
  if (workflow !== identity.workflow) throw foreign(identity, `is a draft that ${workflow} has made`);
  if (commit !== identity.commit) throw moved(identity, commit ?? "", "delete the draft");
}

function requireSame(ledger: ReleaseLedger, identity: ReleaseIdentity, draft: boolean): void {
  if (ledger.commit !== identity.commit) {
    throw moved(identity, ledger.commit, draft ? "delete the draft" : "release a new version");
  }
  const same = (["package", "version", "tag", "workflow"] as const).every(
    (key) => ledger[key] === identity[key],
  );
  if (!same) throw foreign(identity, `has a ${ledgerName} of another release`);
}

function parse(source: Uint8Array, identity: ReleaseIdentity): ReleaseLedger {
  try {
    return readLedger(source);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const fault = `has a ${ledgerName} that can't be read: ${error.message}`;
    throw foreign(identity, fault);
  }
}

function foreign({ tag }: ReleaseIdentity, fault: string): TaskError {
  const mend =
    "delete that release on GitHub and run this again, which makes it anew; if it is immutable, release a new version";
  return new TaskError([{ place: `GitHub release ${tag}`, fault, mend }]);
}

function moved({ tag, commit }: ReleaseIdentity, other: string, otherwise: string): TaskError {
  return new TaskError([
    {
      place: `GitHub release ${tag}`,
      fault: `was made of commit ${other}, and the tag is at ${commit} now`,
      mend: `move the tag back; if nothing of this version is published yet, ${otherwise} and run this again`,
    },
  ]);
}
