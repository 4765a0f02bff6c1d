import type { GitObject } from "../git/reader.ts";
import type { GitRepository } from "../git/repository.ts";
import { optionalList, optionalObject, optionalWord, requireString } from "../http/body.ts";
import { notFound, unprocessable } from "../http/error.ts";
import { created, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentCommit } from "../present/commit.ts";
import { nodeId } from "../present/node-id.ts";
import { assertBlobSize, assertReadableSize } from "./blob-size.ts";
import { fromBase64, signature } from "./given.ts";
import { filledRepositoryOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/git";

/** Blobs and commits as git has them. */
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
  const { repository, git } = await filledRepositoryOf(call);
  const text = requireString(call.body, "content");
  const encoding = optionalWord(call.body, "encoding", ["utf-8", "base64"]) ?? "utf-8";
  const content = encoding === "base64" ? fromBase64(text) : Buffer.from(text);
  assertBlobSize(call, content);
  const sha = await git.write("blob", content);
  return created({ sha, url: `${repository.url}/git/blobs/${sha}` });
}

async function getBlob(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const blob = await objectOf(git, call.params["file_sha"] ?? "", "blob");
  if (!blob) throw notFound();
  assertReadableSize(call, blob.content.length);
  return ok({
    sha: blob.sha,
    node_id: nodeId("B", blob.sha),
    size: blob.content.length,
    url: `${repository.url}/git/blobs/${blob.sha}`,
    content: blob.content.toString("base64").replace(/.{1,60}/g, "$&\n"),
    encoding: "base64",
  });
}

async function createCommit(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const message = requireString(call.body, "message");
  const tree = requireString(call.body, "tree");
  if (!(await objectOf(git, tree, "tree"))) throw unprocessable("Tree SHA does not exist");
  const parents = (optionalList(call.body, "parents") ?? []).map(String);
  for (const parent of parents) {
    if (!(await objectOf(git, parent, "commit")))
      throw unprocessable("Parent SHA does not exist or is not a commit object");
  }
  const author = signature(
    call,
    optionalObject(call.body, "author") ?? optionalObject(call.body, "committer"),
  );
  const given = optionalObject(call.body, "committer");
  const committer = given ? signature(call, given) : author;
  return created(
    presentCommit(repository, await git.writeCommit({ tree, parents, author, committer, message })),
  );
}

async function getCommit(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const sha = call.params["commit_sha"] ?? "";
  const commit = (await objectOf(git, sha, "commit")) && (await git.commit(sha));
  if (!commit) throw notFound();
  return ok(presentCommit(repository, commit));
}

async function objectOf(git: GitRepository, sha: string, type: GitObject["type"]): Promise<GitObject | null> {
  const object = await git.object(sha);
  return object?.type === type ? object : null;
}
