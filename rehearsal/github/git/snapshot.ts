import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TreeChanges } from "./edit-tree.ts";
import { hashObject } from "./objects.ts";

/** What the file system says of each file of a work tree, by path. Differs once a file was written to. */
export type Snapshot = ReadonlyMap<string, string>;

/** Names by which the snapshot knows what git itself keeps: no path within a work tree is absolute. */
const head = "/HEAD";
const index = "/index";

/** Looks at every file but not into any. */
export function takeSnapshot(folder: string): Snapshot {
  const snapshot = new Map<string, string>();
  const note = (name: string, file: string) => {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats)
      snapshot.set(name, `${stats.ino} ${stats.size} ${stats.ctimeMs} ${stats.mtimeMs} ${stats.mode}`);
  };
  const walk = (prefix: string) => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      if (entry.name === ".git") continue;
      if (entry.isDirectory()) walk(`${prefix}${entry.name}/`);
      else note(prefix + entry.name, join(folder, prefix, entry.name));
    }
  };
  walk("");
  note(head, join(folder, ".git", "HEAD"));
  note(index, join(folder, ".git", "index"));
  return snapshot;
}

/** Whether two snapshots say the same. */
export function isSame(one: Snapshot, other: Snapshot): boolean {
  return one.size === other.size && [...one].every(([name, stats]) => other.get(name) === stats);
}

/** Whether nothing but `changes` happened between two snapshots, and the files now hold what the changes say. */
export function isJust(
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  changes: TreeChanges,
  folder: string,
): boolean {
  const names = new Set([...before.keys(), ...after.keys()]);
  for (const name of names) {
    if (name !== index && !changes.has(name) && before.get(name) !== after.get(name)) return false;
  }
  return [...changes].every(([name, change]) => {
    if (change === null) return !after.has(name);
    return after.has(name) && change.mode.startsWith("100") && hashFile(join(folder, name)) === change.sha;
  });
}

function hashFile(file: string): string | null {
  try {
    return hashObject("blob", readFileSync(file));
  } catch {
    return null;
  }
}
