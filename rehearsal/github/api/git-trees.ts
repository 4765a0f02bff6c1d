import { readTree } from "../git/edit-tree.ts";
import type { TreeEntry } from "../git/objects.ts";
import { isTreePath } from "../git/paths.ts";
import type { GitRepository } from "../git/repository.ts";
import { optionalObjects, optionalString, optionalWord, requireString } from "../http/body.ts";
import { missing, notFound, unprocessable } from "../http/error.ts";
import { created, ok, type Call, type Json, type Reply, type Route } from "../http/route.ts";
import { assertBlobSize } from "./blob-size.ts";
import { assertMayChange } from "./workflow-files.ts";
import { filledRepositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/git/trees";

/** Trees: folders as git has them, of which a commit of several files is made. */
export const gitTrees: readonly Route[] = [
  {
    method: "POST",
    path,
    documentation: "git/trees#create-a-tree",
    needs: "contents=write",
    handle: create,
  },
  {
    method: "GET",
    path: `${path}/{tree_sha}`,
    documentation: "git/trees#get-a-tree",
    needs: "contents=read",
    handle: get,
  },
];

/** The tree of nothing. Git knows it without having it; the service answers as if it were not there. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

type Entry = Pick<TreeEntry, "mode" | "sha">;

async function create(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const entries = optionalObjects(call.body, "tree");
  if (!entries) throw missing("tree");
  const base = optionalString(call.body, "base_tree") ?? null;
  if (base === null && entries.length === 0) throw unprocessable("Invalid tree info");
  const tree = base === null ? null : await treeOf(git, base);
  if (base !== null && !tree) throw unprocessable("base_tree is not a valid tree");
  const changes = new Map<string, Entry | null>();
  for (const entry of entries) {
    const place = pathOfEntry(entry);
    assertMayChange(call, place);
    const change = await requestedEntry(call, git, entry);
    if (change === null && !(await isInTree(git, tree, place))) throw unprocessable("GitRPC::BadObjectState");
    changes.set(place, change);
  }
  const sha = await git.editTree(tree, changes);
  return created(
    await present({ repository, git }, sha, { isRecursive: false, most: call.limits.treeEntries }),
  );
}

function pathOfEntry(entry: Json): string {
  const place = requireString(entry, "path");
  if (!isTreePath(place)) throw unprocessable("tree.path contains a malformed path component");
  return place;
}

/** Null for an entry that goes: one whose `sha` is null. */
async function requestedEntry(call: Call, git: GitRepository, entry: Json): Promise<Entry | null> {
  const mode = optionalWord(entry, "mode", ["100644", "100755", "040000", "160000", "120000"]) ?? "100644";
  const content = optionalString(entry, "content");
  if ((content === undefined) === (entry["sha"] === undefined))
    throw unprocessable("Must supply either tree.sha or tree.content");
  if (content !== undefined) {
    const bytes = Buffer.from(content);
    assertBlobSize(call, bytes);
    return { mode, sha: await git.write("blob", bytes) };
  }
  if (entry["sha"] === null) return null;
  const sha = requireString(entry, "sha");
  const type = mode === "040000" ? "tree" : "blob";
  if (mode !== "160000" && (await git.object(sha))?.type !== type)
    throw unprocessable(`tree.sha ${sha} is not a valid ${type}`);
  return { mode, sha };
}

async function isInTree(git: GitRepository, tree: string | null, place: string): Promise<boolean> {
  return tree !== null && (await git.entryIn(tree, place)) !== null;
}

async function get(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const tree = await treeOf(git, call.params["tree_sha"] ?? "");
  if (!tree || tree === emptyTree) throw notFound();
  const extent = { isRecursive: call.query.has("recursive"), most: call.limits.treeEntries };
  return ok(await present({ repository, git }, tree, extent));
}

/** The tree of a tree's own name, a commit or a branch. */
async function treeOf(git: GitRepository, name: string): Promise<string | null> {
  const object = await git.object(name);
  return object?.type === "tree" ? object.sha : ((await git.commit(name))?.tree ?? null);
}

async function present(
  { repository, git }: { readonly repository: NamedRepository; readonly git: GitRepository },
  sha: string,
  { isRecursive, most }: { readonly isRecursive: boolean; readonly most: number },
): Promise<Record<string, unknown>> {
  const tree: Record<string, unknown>[] = [];
  let truncated = false;
  const walk = async (name: string, prefix: string): Promise<void> => {
    for (const entry of await readTree(git.reader, name)) {
      truncated ||= tree.length >= most;
      if (truncated) return;
      const type = entry.mode === "040000" ? "tree" : entry.mode === "160000" ? "commit" : "blob";
      const size = type === "blob" ? { size: (await git.object(entry.sha))?.content.length ?? 0 } : {};
      const url = type === "commit" ? {} : { url: `${repository.url}/git/${type}s/${entry.sha}` };
      tree.push({ path: prefix + entry.name, mode: entry.mode, type, sha: entry.sha, ...size, ...url });
      if (isRecursive && type === "tree") await walk(entry.sha, `${prefix}${entry.name}/`);
    }
  };
  await walk(sha, "");
  return { sha, url: `${repository.url}/git/trees/${sha}`, tree, truncated };
}
