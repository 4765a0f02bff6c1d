import { blobId } from "../../../documents/git-id.ts";
import { manifestPath, manifestText } from "./manifest.ts";
import type { Snapshot } from "./snapshot.ts";
import { isAnothers, isKept, staleFiles, standingOf } from "./standing.ts";
import type { Wanted } from "./wanted.ts";
import type { Edits } from "./writer.ts";

/** What leads from what stands in a repository to what is wanted; empty where nothing differs. */
export function editsTo(wanted: Wanted, snapshot: Snapshot): Edits {
  const edits = new Map<string, string | null>();
  for (const path of Object.keys(wanted.files).sort()) {
    const text = wanted.files[path] ?? "";
    if (standingOf(snapshot, path, text) !== "current" && !isKept(snapshot, path, wanted))
      edits.set(path, text);
  }
  const leaving = [...staleFiles(snapshot, wanted), ...wanted.retire];
  for (const path of leaving) {
    const entry = snapshot.entries.get(path);
    if (entry !== undefined && entry.type !== "tree") edits.set(path, null);
  }
  const manifest = Object.keys(wanted.files).length === 0 ? null : manifestText(wanted);
  const stored = snapshot.entries.get(manifestPath)?.sha;
  if (manifest === null) {
    if (stored !== undefined) edits.set(manifestPath, null);
  } else if (stored !== blobId(manifest)) {
    edits.set(manifestPath, manifest);
  }
  return edits;
}

/** What goes when a stack goes: what it delivered and nobody has edited since, and the manifest. */
export function editsToNothing(wanted: Wanted, snapshot: Snapshot): Edits {
  if (isAnothers(snapshot, wanted)) return new Map();
  const nothing: Wanted = { ...wanted, files: {}, retire: [] };
  const edits = new Map(editsTo(nothing, snapshot));
  for (const path of edits.keys()) {
    if (path === manifestPath || wanted.adopt.includes(path)) continue;
    if (standingOf(snapshot, path, null) === "edited") edits.delete(path);
  }
  return edits;
}
