import { gitIdOf } from "../../../documents/git-id.ts";
import { manifestPath } from "./manifest.ts";
import type { Snapshot } from "./snapshot.ts";
import { wantedText, type Wanted } from "./wanted.ts";

/**
 * What stands at a path, as seen by the stack that delivers there:
 * - absent: nothing, and nothing was delivered.
 * - current: just what is wanted.
 * - delivered: what the stack delivered before.
 * - edited: what the stack delivered was changed by hand.
 * - removed: what the stack delivered was deleted by hand.
 * - foreign: nothing that the stack delivered.
 */
export type Standing = "absent" | "current" | "delivered" | "edited" | "removed" | "foreign";

/** What stands at a path where `text` is wanted; null: where nothing is wanted any more. */
export function standingOf(snapshot: Snapshot, path: string, text: string | null): Standing {
  const entry = snapshot.entries.get(path);
  // A folder in the place of a file that is to go is somebody's own: the file itself is gone.
  const found = text === null && entry?.type === "tree" ? undefined : entry?.sha;
  const delivered = deliveredId(snapshot, path);
  if (found === undefined) return delivered === undefined ? "absent" : "removed";
  if (text !== null && found === gitIdOf(text)) return "current";
  if (delivered === undefined) return "foreign";
  return found === delivered ? "delivered" : "edited";
}

/** Git's id of what a stack delivered at a path; undefined: nothing. */
export function deliveredId({ manifest }: Snapshot, path: string): string | undefined {
  if (manifest === null || manifest === "broken") return undefined;
  return Object.hasOwn(manifest.files, path) ? manifest.files[path] : undefined;
}

/** Whether what stands there is known for another stack's. */
export function isAnothers({ manifest }: Snapshot, { project, stack }: Wanted): boolean {
  if (manifest === null || manifest === "broken") return false;
  return manifest.project !== project || manifest.stack !== stack;
}

/** What was delivered once and is wanted no more, sorted. */
export function staleFiles({ manifest }: Snapshot, { files }: Wanted): string[] {
  if (manifest === null || manifest === "broken") return [];
  return Object.keys(manifest.files)
    .filter((path) => !Object.hasOwn(files, path) && path !== manifestPath)
    .sort();
}

/** Whether a hand's edit may stay as it is: nothing new is wanted there, and nobody asked to overwrite it. */
export function isKept(snapshot: Snapshot, path: string, wanted: Wanted): boolean {
  const text = wantedText(wanted, path);
  const standing = standingOf(snapshot, path, text);
  if (standing !== "edited" && standing !== "removed") return false;
  return text !== null && !wanted.adopt.includes(path) && gitIdOf(text) === deliveredId(snapshot, path);
}

/** Paths that hold a hand's edit, or lack what a hand deleted, sorted. */
export function editedFiles(snapshot: Snapshot, wanted: Wanted): string[] {
  return [...Object.keys(wanted.files), ...staleFiles(snapshot, wanted)]
    .filter((path) => {
      const standing = standingOf(snapshot, path, wantedText(wanted, path));
      return standing === "edited" || (standing === "removed" && Object.hasOwn(wanted.files, path));
    })
    .sort();
}

/** Paths of hands' edits that stay as they are, sorted. */
export function keptFiles(snapshot: Snapshot, wanted: Wanted): string[] {
  return editedFiles(snapshot, wanted).filter((path) => isKept(snapshot, path, wanted));
}
