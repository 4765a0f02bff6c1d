import { posix } from "node:path";
import { optionalObject, optionalString, requireString } from "../http/body.ts";
import { conflict, missing, notFound, unprocessable } from "../http/error.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import type { Commit, GitRepository } from "../git/repository.ts";
import { lost, readTree, type TreeChanges } from "../git/edit-tree.ts";
import { isTreePath } from "../git/paths.ts";
import { presentCommit } from "../present/commit.ts";
import { presentContents, type Placed } from "../present/contents.ts";
import { assertBlobSize, assertReadableSize } from "./blob-size.ts";
import { settlePulls } from "./pull-state.ts";
import { ruleViolation } from "./ref-rules.ts";
import { fromBase64, signature } from "./given.ts";
import { assertMayChange } from "./workflow-files.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/contents/{path}";

/** Files and folders on a branch; each write is a commit. */
export const contents: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: "repos/contents#get-repository-content",
    needs: "contents=read",
    handle: getContents,
  },
  {
    method: "PUT",
    path,
    documentation: "repos/contents#create-or-update-file-contents",
    needs: "contents=write",
    handle: putContents,
  },
  {
    method: "DELETE",
    path,
    documentation: "repos/contents#delete-a-file",
    needs: "contents=write",
    handle: deleteContents,
  },
];

async function getContents(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const ref = call.query.get("ref") || repository.record.default_branch;
  const commit = await git.commit(ref);
  if (!commit)
    throw notFound(
      call.query.get("ref") ? `No commit found for the ref ${ref}` : "This repository is empty.",
    );
  const place = checkedPath(call);
  const entry = await git.entry(commit, place);
  if (!entry) throw notFound();
  const at = { repository, ref };
  if (entry.mode === "040000") {
    const entries = await readTree(git.reader, entry.sha);
    const inside = (name: string) => (place === "" ? name : `${place}/${name}`);
    const list = await Promise.all(entries.map((one) => placed(git, { ...one, path: inside(one.name) })));
    return ok(list.map((one) => presentContents(at, one, "listed")));
  }
  const file = await followed(git, commit, await placed(git, { ...entry, path: place }));
  assertReadableSize(call, file.content.length);
  if (/vnd\.github\.(v3\.)?raw/.test(call.accept)) {
    return {
      status: 200,
      body: file.content,
      headers: { "Content-Type": "application/vnd.github.raw+json" },
    };
  }
  return ok(presentContents(at, file, "whole"));
}

async function putContents(call: Call): Promise<Reply> {
  const change = await startChange(call);
  const { git, head, path: place } = change;
  const content = fromBase64(requireString(call.body, "content"));
  assertBlobSize(call, content);
  const entry = head && (await git.entry(head, place));
  if (!entry && head) await assertFolders(git, head, place);
  const known = optionalString(call.body, "sha");
  if (entry?.mode === "040000") throw unprocessable(`${place} is a directory`);
  if (entry && known === undefined) throw missing("sha");
  if (known !== undefined && known !== entry?.sha) throw conflict(`${place} does not match ${known}`);
  const sha = await git.write("blob", content);
  // What was a link becomes the file that was asked for.
  const mode = entry?.mode === "100755" ? entry.mode : "100644";
  const commit = await commitChange(call, change, new Map([[place, { mode, sha }]]));
  const file = { mode, name: place.split("/").at(-1) ?? "", sha, path: place, content };
  const at = { repository: change.repository, ref: change.branch };
  return {
    status: entry ? 200 : 201,
    body: { content: presentContents(at, file, "listed"), commit: presentCommit(change.repository, commit) },
  };
}

/** A file can't lie beneath another file. */
async function assertFolders(git: GitRepository, head: Commit, place: string): Promise<void> {
  for (let end = place.indexOf("/"); end >= 0; end = place.indexOf("/", end + 1)) {
    const above = await git.entry(head, place.slice(0, end));
    if (!above) return;
    if (above.mode !== "040000") throw unprocessable(`${place.slice(0, end)} is not a directory`);
  }
}

async function deleteContents(call: Call): Promise<Reply> {
  const change = await startChange(call);
  const entry = change.head && (await change.git.entry(change.head, change.path));
  const sha = given(call, "sha");
  if (!entry || entry.mode === "040000") throw notFound();
  if (sha === undefined) throw missing("sha");
  if (sha !== entry.sha) throw conflict(`${change.path} does not match ${sha}`);
  const commit = await commitChange(call, change, new Map([[change.path, null]]));
  return ok({ content: null, commit: presentCommit(change.repository, commit) });
}

/** What a change of one file starts from. */
interface Change {
  readonly repository: NamedRepository;
  readonly git: GitRepository;
  readonly branch: string;
  /** Null in a repository without a commit. */
  readonly head: Commit | null;
  readonly path: string;
  readonly message: string;
}

async function startChange(call: Call): Promise<Change> {
  const repository = repositoryOf(call);
  const message = given(call, "message");
  if (message === undefined) throw missing("message");
  const place = checkedPath(call);
  if (place === "") throw malformed();
  assertMayChange(call, place);
  const git = await call.github.repository(repository.fullName);
  const branch = (given(call, "branch") ?? repository.record.default_branch).replace(/^refs\/heads\//, "");
  const head = await git.commit(`refs/heads/${branch}`);
  if (
    !head &&
    (branch !== repository.record.default_branch || (await git.references("refs/heads/")).length > 0)
  ) {
    throw notFound(`Branch ${branch} not found`);
  }
  return { repository, git, branch, head, path: place, message };
}

async function commitChange(call: Call, change: Change, files: TreeChanges): Promise<Commit> {
  const { git, head, branch, message } = change;
  const tree = await git.editTree(head?.tree ?? null, files);
  const author = signature(
    call,
    optionalObject(call.body, "author") ?? optionalObject(call.body, "committer"),
  );
  const committer = signature(
    call,
    optionalObject(call.body, "committer") ?? optionalObject(call.body, "author"),
  );
  const parents = head ? [head.sha] : [];
  const commit = await git.writeCommit({ tree, parents, author, committer, message });
  const violation = ruleViolation(
    change.repository,
    `refs/heads/${branch}`,
    head ? "fast-forward" : "creation",
  );
  if (violation) throw conflict(violation);
  const moved = await git.move(
    `refs/heads/${branch}`,
    { old: head?.sha ?? null, next: commit.sha },
    { isForward: true, changes: files },
  );
  if (!moved)
    throw conflict(
      `is at ${(await git.commit(branch))?.sha ?? "nothing"} but expected ${head?.sha ?? "nothing"}`,
    );
  await settlePulls(git, change.repository.record);
  return commit;
}

/** A deletion may say in its address what other requests say in the body. */
function given(call: Call, key: string): string | undefined {
  return optionalString(call.body, key) ?? call.query.get(key) ?? undefined;
}

function checkedPath(call: Call): string {
  const place = call.params["path"] ?? "";
  if (place !== "" && !isTreePath(place)) throw malformed();
  return place;
}

function malformed(): Error {
  return unprocessable("path contains a malformed path component");
}

/** A link to a file of the repository is answered with what that file holds. */
async function followed(git: GitRepository, commit: Commit, link: Placed): Promise<Placed> {
  if (link.mode !== "120000") return link;
  const target = posix.join(link.path, "..", link.content.toString("utf8"));
  const entry = isTreePath(target) ? await git.entry(commit, target) : null;
  if (!entry?.mode.startsWith("100")) return link;
  const { content } = await placed(git, { ...entry, path: target });
  return { ...link, mode: entry.mode, content };
}

async function placed(git: GitRepository, entry: Omit<Placed, "content">): Promise<Placed> {
  const isStored = entry.mode !== "160000" && entry.mode !== "040000";
  const object = isStored ? await git.object(entry.sha) : null;
  if (isStored && object === null) throw lost(entry.sha);
  return { ...entry, content: object?.content ?? Buffer.alloc(0) };
}
