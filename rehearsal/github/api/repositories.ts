import { optionalBoolean, optionalString, optionalWord, requireString } from "../http/body.ts";
import { readOnly, unprocessable, validationFailed } from "../http/error.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { fullRepository, minimalRepository } from "../present/repository.ts";
import { findAccount, findRepository, put } from "../store/find.ts";
import { timestamp, type Records } from "../store/records.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}";
const documentation = "repos/repos";

/** Repositories as such. */
export const repositories: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#get-a-repository`,
    needs: "metadata=read",
    handle: (call) => ok(fullRepository(call.records, repositoryOf(call), call.api)),
  },
  {
    method: "PATCH",
    path,
    documentation: `${documentation}#update-a-repository`,
    needs: "administration=write",
    handle: update,
  },
  {
    method: "POST",
    path: `${path}/transfer`,
    documentation: `${documentation}#transfer-a-repository`,
    needs: "administration=write",
    handle: transfer,
  },
];

async function update(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const { body } = call;
  const { record } = repository;
  const archived = optionalBoolean(body, "archived");
  if (record.archived && archived !== false) throw readOnly();
  record.archived = archived ?? record.archived ?? false;
  const isPrivate = optionalBoolean(body, "private");
  const visibility = optionalWord(body, "visibility", ["public", "private"]);
  record.visibility =
    visibility ?? (isPrivate === undefined ? record.visibility : isPrivate ? "private" : "public");
  await changeDefaultBranch(call, repository);
  record.updated_at = timestamp();
  const [owner = "", name = ""] = repository.fullName.split("/");
  const fullName = `${owner}/${optionalString(body, "name") ?? name}`;
  await move(call, repository, fullName);
  return ok(fullRepository(call.records, { fullName, record }, call.api));
}

async function changeDefaultBranch(call: Call, { fullName, record }: NamedRepository): Promise<void> {
  const branch = optionalString(call.body, "default_branch");
  if (branch === undefined || branch === record.default_branch) return;
  const git = await call.github.repository(fullName);
  if (!(await git.reference(`refs/heads/${branch}`))) {
    const message = `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`;
    throw refused("default_branch", message);
  }
  record.default_branch = branch;
}

/** To a person it goes at once, too, as if they had accepted it. */
async function transfer(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const owner = findAccount(call.records, requireString(call.body, "new_owner"))?.key;
  if (owner === undefined) throw unprocessable("Invalid new_owner");
  const before = minimalRepository(call.records, repository.fullName, call.api);
  const name = optionalString(call.body, "new_name") ?? repository.fullName.split("/")[1] ?? "";
  await move(call, repository, `${owner}/${name}`);
  return { status: 202, body: before };
}

/** Gives a repository another name, by which it is found from now on; under the old one it is found, too, until another takes it. */
async function move(
  { records, github }: Call,
  { fullName, record }: NamedRepository,
  to: string,
): Promise<void> {
  if (to === fullName) return;
  const [owner = "", name = ""] = to.split("/");
  if (!/^[\w.-]{1,100}$/.test(name) || /^\.{1,2}$|\.git$/i.test(name))
    throw refused("name", "name is invalid");
  const taken = findRepository(records, owner, name);
  if (taken && taken.record !== record) throw refused("name", "name already exists on this account");
  await github.move(fullName, to);
  Reflect.deleteProperty(records.repositories, fullName);
  put(records.repositories, to, record);
  records.redirects = redirects(records, fullName, { to, id: record.id });
}

function redirects(
  { redirects: before = {} }: Records,
  from: string,
  { to, id }: { readonly to: string; readonly id: number },
): Record<string, number> {
  const next: Record<string, number> = {};
  for (const [name, one] of Object.entries(before))
    if (name.toLowerCase() !== to.toLowerCase()) put(next, name, one);
  put(next, from, id);
  return next;
}

function refused(field: string, message: string): Error {
  return validationFailed({ resource: "Repository", code: "custom", field, message });
}
