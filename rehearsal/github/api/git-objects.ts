import { readTree } from "../git/edit-tree.ts";
import type { TreeEntry } from "../git/objects.ts";
import { isTreePath } from "../git/paths.ts";
import type { GitObject } from "../git/reader.ts";
import type { GitRepository } from "../git/repository.ts";
import {
  optionalList,
  optionalObject,
  optionalObjects,
  optionalString,
  optionalWord,
  requireString,
} from "../http/body.ts";
import { missing, notFound, unprocessable } from "../http/error.ts";
import { created, ok, type Call, type Json, type Reply, type Route } from "../http/route.ts";
import { presentCommit } from "../present/commit.ts";
import { nodeId } from "../present/node-id.ts";
import { fromBase64, signature } from "./given.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/git";

/** Blobs, trees and commits: what a commit of several files is made of. */
export const gitObjects: readonly Route[] = [
  {
    method: "POST",
    path: `${path}/blobs`,
    documentation: "git/blobs#create-a-blob",
    needs: "contents=write",
    handle: createBlob,
  },
  {
    method: "GET",
    path: `${path}/blobs/{file_sha}`,
    documentation: "git/blobs#get-a-blob",
    needs: "contents=read",
    handle: getBlob,
  },
  {
    method: "POST",
    path: `${path}/trees`,
    documentation: "git/trees#create-a-tree",
    needs: "contents=write",
    handle: createTree,
  },
  {
    method: "GET",
    path: `${path}/trees/{tree_sha}`,
    documentation: "git/trees#get-a-tree",
    needs: "contents=read",
    handle: getTree,
  },
  {
    method: "POST",
    path: `${path}/commits`,
    documentation: "git/commits#create-a-commit",
    needs: "contents=write",
    handle: createCommit,
  },
  {
    method: "GET",
    path: `${path}/commits/{commit_sha}`,
    documentation: "git/commits#get-a-commit-object",
    needs: "contents=read",
    handle: getCommit,
  },
];

async function createBlob(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const text = requireString(call.body, "content");
  const encoding = optionalWord(call.body, "encoding", ["utf-8", "base64"]) ?? "utf-8";
  const sha = await git.write("blob", encoding === "base64" ? fromBase64(text) : Buffer.from(text));
  return created({ sha, url: `${repository.url}/git/blobs/${sha}` });
}

async function getBlob(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const blob = await objectOf(git, call.params["file_sha"] ?? "", "blob");
  if (!blob) throw notFound();
  return ok({
    sha: blob.sha,
    node_id: nodeId("B", blob.sha),
    size: blob.content.length,
    url: `${repository.url}/git/blobs/${blob.sha}`,
    content: blob.content.toString("base64").replace(/.{1,60}/g, "$&\n"),
    encoding: "base64",
  });
}

async function createTree(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const entries = optionalObjects(call.body, "tree");
  if (!entries) throw missing("tree");
  const base = optionalString(call.body, "base_tree") ?? null;
  const tree = base === null ? null : await treeOf(git, base);
  if (base !== null && !tree) throw unprocessable("base_tree is not a valid tree");
  const changes = new Map<string, Pick<TreeEntry, "mode" | "sha"> | null>();
  for (const entry of entries) changes.set(entryPath(entry), await requestedEntry(git, entry));
  const sha = await git.editTree(tree, changes);
  return created(await presentTree({ repository, git }, sha, "this level"));
}

function entryPath(entry: Json): string {
  const place = requireString(entry, "path");
  if (!isTreePath(place)) throw unprocessable("tree.path contains a malformed path component");
  return place;
}

/** Null for an entry that goes: one whose `sha` is null. */
async function requestedEntry(
  git: GitRepository,
  entry: Json,
): Promise<Pick<TreeEntry, "mode" | "sha"> | null> {
  const mode = optionalWord(entry, "mode", ["100644", "100755", "040000", "160000", "120000"]) ?? "100644";
  const content = optionalString(entry, "content");
  if (content !== undefined && entry["sha"] !== undefined)
    throw unprocessable("Must supply either tree.sha or tree.content");
  if (content !== undefined) return { mode, sha: await git.write("blob", Buffer.from(content)) };
  if (entry["sha"] === null) return null;
  const sha = requireString(entry, "sha");
  const type = mode === "040000" ? "tree" : "blob";
  if (mode !== "160000" && !(await objectOf(git, sha, type)))
    throw unprocessable(`tree.sha ${sha} is not a valid ${type}`);
  return { mode, sha };
}

async function getTree(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const tree = await treeOf(git, call.params["tree_sha"] ?? "");
  if (!tree) throw notFound();
  return ok(
    await presentTree({ repository, git }, tree, call.query.has("recursive") ? "all levels" : "this level"),
  );
}

async function createCommit(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const message = requireString(call.body, "message");
  const tree = requireString(call.body, "tree");
  if (!(await objectOf(git, tree, "tree"))) throw unprocessable("Tree SHA does not exist");
  const parents = (optionalList(call.body, "parents") ?? []).map(String);
  for (const parent of parents) {
    if (!(await objectOf(git, parent, "commit")))
      throw unprocessable("Parent SHA does not exist or is not a commit object");
  }
  const author = signature(optionalObject(call.body, "author") ?? optionalObject(call.body, "committer"));
  const given = optionalObject(call.body, "committer");
  const committer = given ? signature(given) : author;
  return created(
    presentCommit(repository, await git.writeCommit({ tree, parents, author, committer, message })),
  );
}

async function getCommit(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const sha = call.params["commit_sha"] ?? "";
  const commit = (await objectOf(git, sha, "commit")) && (await git.commit(sha));
  if (!commit) throw notFound();
  return ok(presentCommit(repository, commit));
}

async function objectOf(git: GitRepository, sha: string, type: GitObject["type"]): Promise<GitObject | null> {
  const object = await git.object(sha);
  return object?.type === type ? object : null;
}

/** The tree of a tree's own name, a commit or a branch. */
async function treeOf(git: GitRepository, name: string): Promise<string | null> {
  return (await objectOf(git, name, "tree"))?.sha ?? (await git.commit(name))?.tree ?? null;
}

async function presentTree(
  { repository, git }: { readonly repository: NamedRepository; readonly git: GitRepository },
  sha: string,
  extent: "this level" | "all levels",
): Promise<Record<string, unknown>> {
  const tree: Record<string, unknown>[] = [];
  const walk = async (name: string, prefix: string): Promise<void> => {
    for (const entry of await readTree(git.reader, name)) {
      const type = entry.mode === "040000" ? "tree" : entry.mode === "160000" ? "commit" : "blob";
      const size = type === "blob" ? { size: (await git.object(entry.sha))?.content.length ?? 0 } : {};
      const url = type === "commit" ? {} : { url: `${repository.url}/git/${type}s/${entry.sha}` };
      tree.push({ path: prefix + entry.name, mode: entry.mode, type, sha: entry.sha, ...size, ...url });
      if (extent === "all levels" && type === "tree") await walk(entry.sha, `${prefix}${entry.name}/`);
    }
  };
  await walk(sha, "");
  return { sha, url: `${repository.url}/git/trees/${sha}`, tree, truncated: false };
}
