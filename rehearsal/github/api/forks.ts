import { optionalBoolean, optionalString } from "../http/body.ts";
import { ApiError, notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { fullRepository, minimalRepository } from "../present/repository.ts";
import { findAccount, findRepository, put } from "../store/find.ts";
import { newRepository } from "../store/new-repository.ts";
import type { Records, RepositoryRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/forks";
const documentation = "repos/forks";

/** Copies of a repository under other accounts, which share its history. */
export const forks: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-forks`,
    needs: "metadata=read",
    handle: list,
  },
  {
    method: "POST",
    path,
    documentation: `${documentation}#create-a-fork`,
    needs: "administration=write",
    handle: create,
  },
];

function list(call: Call): Reply {
  const { record } = repositoryOf(call);
  const all = Object.entries(call.records.repositories).filter(([, fork]) => fork.fork_of === record.id);
  const { items, headers } = page(call, call.address, all);
  return {
    status: 200,
    body: items.map(([fullName]) => minimalRepository(call.records, fullName, call.api)),
    headers,
  };
}

/** An account has one fork of a network: that is what a second request gets, whatever it is called by now. */
async function create(call: Call): Promise<Reply> {
  const { records } = call;
  const parent = repositoryOf(call);
  const wanted = optionalString(call.body, "organization") ?? records.viewer ?? "";
  const owner = findAccount(records, wanted)?.key;
  if (owner === undefined) throw notFound();
  const before = ownedInNetwork(records, parent.record, owner);
  if (before) return accepted(call, before.fullName, before.record);
  const git = await call.github.repository(parent.fullName);
  if (await git.isEmpty(parent.record.default_branch)) throw empty();
  const name = optionalString(call.body, "name") ?? parent.fullName.split("/")[1] ?? "";
  const fullName = freeName(records, owner, name);
  await call.github.fork(parent.fullName, fullName, {
    defaultBranch: parent.record.default_branch,
    isDefaultAlone: optionalBoolean(call.body, "default_branch_only") ?? false,
  });
  const { visibility, default_branch: defaultBranch } = parent.record;
  const record = { ...newRepository(records, { visibility, defaultBranch }), fork_of: parent.record.id };
  put(records.repositories, fullName, record);
  return accepted(call, fullName, record);
}

/** The copy is made later; until then there is nothing in it. */
function accepted({ records, api }: Call, fullName: string, record: RepositoryRecord): Reply {
  return { status: 202, body: fullRepository(records, { fullName, record }, api) };
}

function empty(): ApiError {
  const message =
    "The repository exists, but it contains no Git content. Empty repositories cannot be forked.";
  return new ApiError(403, message);
}

/** Where the account has another repository of that name, a number is added. */
function freeName(records: Records, owner: string, name: string): string {
  for (let number = 0; ; number += 1) {
    const free = number === 0 ? name : `${name}-${number}`;
    if (!findRepository(records, owner, free)) return `${owner}/${free}`;
  }
}

/** A repository with its full name. */
interface Member {
  readonly fullName: string;
  readonly record: RepositoryRecord;
}

/** All repositories that come from one, with itself. */
function ofNetwork(records: Records, root: number): readonly Member[] {
  const all = Object.entries(records.repositories).map(([fullName, record]) => ({ fullName, record }));
  return all.filter(({ record }) => rootOf(records, record) === root);
}

/** The number of the repository that a network began with. */
function rootOf(records: Records, record: RepositoryRecord): number {
  const parent = Object.values(records.repositories).find(({ id }) => id === record.fork_of);
  return parent ? rootOf(records, parent) : record.id;
}

/** The repository of the same network that an account has; null: none. */
export function ownedInNetwork(records: Records, of: RepositoryRecord, owner: string): Member | null {
  const members = ofNetwork(records, rootOf(records, of));
  return members.find(({ fullName }) => ownerOf(fullName).toLowerCase() === owner.toLowerCase()) ?? null;
}

function ownerOf(fullName: string): string {
  return fullName.split("/")[0] ?? "";
}
