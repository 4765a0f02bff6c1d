import type { LayerEntry } from "./layer.ts";

/** An entry of the root that a container sees. */
export interface RootEntry extends LayerEntry {
  /** Which layer it is of, from 0 for the lowest. */
  readonly layer: number;
}

const whiteout = ".wh.";
const opaque = ".wh..wh..opq";

/** Lays layers over each other, the lowest first, as the image specification says: whiteouts hide what lies below. */
export function flatten(layers: readonly (readonly LayerEntry[])[]): ReadonlyMap<string, RootEntry> {
  const root = new Map<string, RootEntry>();
  for (const [layer, entries] of layers.entries()) {
    for (const { path } of entries) hide(root, path);
    for (const entry of entries) {
      if (nameOf(entry.path).startsWith(whiteout) || entry.path === "") continue;
      if (entry.kind !== "folder" && root.get(entry.path)?.kind === "folder") removeBelow(root, entry.path);
      root.set(entry.path, { ...entry, layer });
    }
  }
  return root;
}

/** A whiteout takes away what lower layers have under its name; an opaque one all that they have in its folder. */
function hide(root: Map<string, RootEntry>, path: string): void {
  const name = nameOf(path);
  const folder = path.slice(0, path.length - name.length);
  if (name === opaque) removeBelow(root, folder.replace(/\/$/, ""));
  else if (name.startsWith(whiteout)) {
    const hidden = folder + name.slice(whiteout.length);
    root.delete(hidden);
    removeBelow(root, hidden);
  }
}

function removeBelow(root: Map<string, RootEntry>, folder: string): void {
  const prefix = folder === "" ? "" : `${folder}/`;
  for (const path of root.keys()) if (path.startsWith(prefix)) root.delete(path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
