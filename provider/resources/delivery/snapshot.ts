import { deliveredBy } from "../../../documents/header.ts";
import { type Manifest, manifestPath, parseManifest } from "./manifest.ts";
import type { Remote } from "./remote.ts";
import type { Entry } from "./tree-listing.ts";

/** What stands in a repository at one commit. */
export interface Snapshot {
  readonly commit: string;
  /** Git's id of the root tree. */
  readonly tree: string;
  /** Everything in it by path, folders included. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** null: nothing was delivered; "broken": what stands in its place is no manifest. */
  readonly manifest: Manifest | "broken" | null;
  /** Whether the files' own headers stand in for the manifest, since they were delivered before there was one. */
  readonly withoutManifest: boolean;
}

/** Reads a commit's tree, and what was delivered into it; `paths` are those of interest. */
export async function takeSnapshot(
  remote: Remote,
  commit: { readonly sha: string; readonly tree: string },
  paths: readonly string[],
): Promise<Snapshot> {
  const { entries, isWhole } = await remote.entries(commit.tree, [...paths, manifestPath]);
  const stored = entries.get(manifestPath);
  const place = { commit: commit.sha, tree: commit.tree, entries };
  if (stored === undefined) {
    const manifest = await manifestOfHeaders(remote, entries, paths);
    return { ...place, manifest, withoutManifest: manifest !== null };
  }
  const text = stored.type === "blob" ? await remote.text(stored.sha) : "";
  const manifest = parseManifest(text) ?? "broken";
  // What was delivered once may stand where nothing is wanted any more.
  const all =
    isWhole || manifest === "broken" ? [] : [...paths, manifestPath, ...Object.keys(manifest.files)];
  const more = all.length === 0 ? entries : (await remote.entries(commit.tree, all)).entries;
  return { ...place, entries: more, manifest, withoutManifest: false };
}

/** Files that were delivered one by one say in their first line by whom. */
async function manifestOfHeaders(
  remote: Remote,
  entries: ReadonlyMap<string, Entry>,
  paths: readonly string[],
): Promise<Manifest | null> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const entry = entries.get(path);
      const by = entry?.type === "blob" ? deliveredBy(await remote.text(entry.sha)) : null;
      return by === null || entry === undefined ? [] : [{ ...by, path, sha: entry.sha }];
    }),
  );
  const [first, ...others] = found.flat();
  if (first === undefined) return null;
  const { project, stack } = first;
  const same = [first, ...others].filter((file) => file.project === project && file.stack === stack);
  return { project, stack, files: Object.fromEntries(same.map(({ path, sha }) => [path, sha])) };
}
