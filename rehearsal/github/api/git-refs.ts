import type { GitRepository, Reference } from "../git/repository.ts";
import { isRefName } from "../git/repository.ts";
import { optionalBoolean, requireString } from "../http/body.ts";
import { conflict, notFound, unprocessable } from "../http/error.ts";
import { created, noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { nodeId } from "../present/node-id.ts";
import { pathOf } from "../present/web.ts";
import { assertMayPoint } from "./workflow-files.ts";
import { filledRepositoryOf, type NamedRepository } from "./of-repository.ts";
import { settleNetwork } from "./pull-state.ts";
import { ruleViolation, type RefChange } from "./ref-rules.ts";

const path = "/repos/{owner}/{repo}/git";

/** Branches and tags as git has them. */
export const gitRefs: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/ref/{ref}`,
    documentation: "git/refs#get-a-reference",
    needs: "contents=read",
    handle: get,
  },
  {
    method: "GET",
    path: `${path}/matching-refs/{ref}`,
    documentation: "git/refs#list-matching-references",
    needs: "contents=read",
    handle: listMatching,
  },
  {
    method: "POST",
    path: `${path}/refs`,
    documentation: "git/refs#create-a-reference",
    needs: "contents=write",
    handle: create,
  },
  {
    method: "PATCH",
    path: `${path}/refs/{ref}`,
    documentation: "git/refs#update-a-reference",
    needs: "contents=write",
    handle: update,
  },
  {
    method: "DELETE",
    path: `${path}/refs/{ref}`,
    documentation: "git/refs#delete-a-reference",
    needs: "contents=write",
    handle: remove,
  },
];

async function get(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const reference = await git.reference(nameOf(call));
  if (!reference) throw notFound();
  return ok(present(repository, reference));
}

async function listMatching(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  return ok((await git.references(nameOf(call))).map((reference) => present(repository, reference)));
}

async function create(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const ref = requireString(call.body, "ref");
  const sha = requireString(call.body, "sha");
  if (!ref.startsWith("refs/") || ref.split("/").length < 3) {
    throw unprocessable("Reference name must start with 'refs' and contain at least two slashes.");
  }
  if (!isRefName(ref)) throw unprocessable(`${ref} is not a valid ref name.`);
  const object = await git.object(sha);
  if (!object) throw unprocessable("Object does not exist");
  if (ref.startsWith("refs/heads/") && object.type !== "commit")
    throw unprocessable("Reference update failed");
  if (await isBlocked(git, ref)) throw unprocessable("Reference update failed");
  assertRefChange(repository, ref, "creation");
  await assertMayPoint(call, git, sha);
  if (!(await git.move(ref, { old: null, next: sha }))) throw unprocessable("Reference already exists");
  return created(present(repository, { ref, sha, type: object.type }));
}

/** Moves a reference forward; elsewhere only by force. Nobody's move in between is lost: git compares and swaps. */
async function update(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const sha = requireString(call.body, "sha");
  const before = await git.reference(nameOf(call));
  if (!before) throw unprocessable("Reference does not exist");
  const object = await git.object(sha);
  if (!object) throw unprocessable("Object does not exist");
  const isForward = object.type === "commit" && (await git.isAncestor(before.sha, sha));
  if (!isForward && optionalBoolean(call.body, "force") !== true)
    throw unprocessable("Update is not a fast forward");
  assertRefChange(repository, before.ref, isForward ? "fast-forward" : "rewrite");
  await assertMayPoint(call, git, sha);
  if (!(await git.move(before.ref, { old: before.sha, next: sha }, { isForward })))
    throw conflict("Reference cannot be updated");
  await settleNetwork(call, git, repository.record);
  return ok(present(repository, { ref: before.ref, sha, type: object.type }));
}

async function remove(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const before = await git.reference(nameOf(call));
  if (!before) throw unprocessable("Reference does not exist");
  if (before.ref === `refs/heads/${repository.record.default_branch}`) {
    throw unprocessable("Cannot delete the default branch");
  }
  assertRefChange(repository, before.ref, "deletion");
  await settleNetwork(call, git, repository.record);
  if (!(await git.move(before.ref, { old: before.sha, next: null })))
    throw conflict("Reference cannot be deleted");
  await settleNetwork(call, git, repository.record);
  return noContent;
}

/** Whether a reference is where this one needs a folder, or the other way round. */
async function isBlocked(git: GitRepository, ref: string): Promise<boolean> {
  const parts = ref.split("/");
  for (let depth = 3; depth < parts.length; depth += 1)
    if (await git.reference(parts.slice(0, depth).join("/"))) return true;
  return (await git.references(`${ref}/`)).length > 0;
}

function assertRefChange(repository: NamedRepository, ref: string, change: RefChange): void {
  const violation = ruleViolation(repository, ref, change);
  if (violation) throw unprocessable(violation);
}

/** Addresses leave `refs/` out; some clients do not. */
function nameOf(call: Call): string {
  return `refs/${(call.params["ref"] ?? "").replace(/^refs\//, "")}`;
}

function present({ url }: NamedRepository, { ref, sha, type }: Reference): Record<string, unknown> {
  return {
    ref,
    node_id: nodeId("REF", ref),
    url: `${url}/git/${pathOf(ref)}`,
    object: { type, sha, url: `${url}/git/${type}s/${sha}` },
  };
}
