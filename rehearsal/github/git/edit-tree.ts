import { encodeTree, parseTree, writeObject, type TreeEntry } from "./objects.ts";
import type { ObjectReader } from "./reader.ts";

/** What becomes of a path: the entry there, or null when it goes. */
export type TreeChanges = ReadonlyMap<string, Change | null>;

type Change = Pick<TreeEntry, "mode" | "sha">;

interface Place {
  readonly reader: ObjectReader;
  readonly folder: string;
}

/** A tree like `base` (null: an empty one) but for the changed paths; folders that become empty go. Returns its name. */
export async function editTree(place: Place, base: string | null, changes: TreeChanges): Promise<string> {
  return (await edit(place, base, changes)) ?? writeObject(place.folder, "tree", encodeTree([]));
}

async function edit(place: Place, base: string | null, changes: TreeChanges): Promise<string | null> {
  const entries = new Map((await readTree(place.reader, base)).map((entry) => [entry.name, entry]));
  const nested = new Map<string, Map<string, Change | null>>();
  for (const [path, change] of changes) {
    const slash = path.indexOf("/");
    if (slash >= 0) {
      const name = path.slice(0, slash);
      nested.set(
        name,
        (nested.get(name) ?? new Map<string, Change | null>()).set(path.slice(slash + 1), change),
      );
    } else if (change) {
      entries.set(path, { name: path, ...change });
    } else {
      entries.delete(path);
    }
  }
  for (const [name, inner] of nested) {
    const below = entries.get(name);
    const sha = await edit(place, below?.mode === "040000" ? below.sha : null, inner);
    if (sha) entries.set(name, { mode: "040000", name, sha });
    else if (below?.mode === "040000") entries.delete(name);
  }
  return entries.size === 0 ? null : writeObject(place.folder, "tree", encodeTree([...entries.values()]));
}

/** The entries of a tree by its name; none for null. */
export async function readTree(reader: ObjectReader, sha: string | null): Promise<TreeEntry[]> {
  const object = sha === null ? null : await reader.read(sha);
  if (sha !== null && object === null) throw lost(sha);
  return object?.type === "tree" ? parseTree(object.content) : [];
}

/** An object that another names and that can't be read: the repository is broken. */
export function lost(sha: string): Error {
  return new Error(`git object ${sha} can't be read`);
}
