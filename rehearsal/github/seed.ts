import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { FaultsError, type Fault } from "../../config/fault.ts";
import { GitRepository, isRefName, repositoryFolder } from "./git/repository.ts";
import { rehearsal } from "./git/run.ts";
import { findAccount, findMoved, findRepository, findTeam, put } from "./store/find.ts";
import { newRepository } from "./store/new-repository.ts";
import { takeId, timestamp, type Records } from "./store/records.ts";
import { Store } from "./store/store.ts";

/** What the operator's accounts have before Slipway comes. */
export interface Seed {
  readonly repositories: readonly {
    readonly owner: string;
    readonly name: string;
    readonly defaultBranch: string;
    readonly visibility: "public" | "private";
    /** A folder with the files of its first commit. @default a README alone */
    readonly files?: string;
  }[];
  /** Logins of people. */
  readonly users: readonly string[];
  /** As `organization/team`. */
  readonly teams: readonly string[];
}

/** Makes what is missing and leaves what is there as it is, whatever it has become. */
export async function seedGitHub(root: string, seed: Seed): Promise<void> {
  assertNames(seed);
  const store = new Store(root);
  if (isSeeded(root, store.read(), seed)) return;
  await store.change(async (records) => {
    for (const team of seed.teams) addTeam(records, team);
    for (const login of seed.users) addAccount(records, login, "User");
    for (const one of seed.repositories) await addRepository(root, records, one);
    records.viewer ??= seed.repositories[0]?.owner ?? seed.users[0] ?? null;
  });
}

function isSeeded(root: string, records: Records, { repositories, users, teams }: Seed): boolean {
  return (
    repositories.every(({ owner, name }) => {
      const found = findRepository(records, owner, name) ?? findMoved(records, owner, name);
      return found && existsSync(repositoryFolder(root, found.fullName));
    }) &&
    users.every((login) => findAccount(records, login)) &&
    teams.every((team) => findTeam(records, team))
  );
}

/** Throws with every name that GitHub or git would not take. */
function assertNames({ repositories }: Seed): void {
  const faults = repositories.flatMap(({ owner, name, defaultBranch }): Fault[] => {
    const place = `${owner}/${name}`;
    const branch = `has ${JSON.stringify(defaultBranch)} as its default branch, which git does not take for one`;
    return [
      ...(/\.git$/i.test(name)
        ? [{ place, fault: "is no name of a repository on GitHub", mend: "leave .git out" }]
        : []),
      ...(isRefName(`refs/heads/${defaultBranch}`) && !/^(-|HEAD$)/.test(defaultBranch)
        ? []
        : [{ place, fault: branch, mend: "name another (git check-ref-format --branch tells)" }]),
    ];
  });
  if (faults.length > 0) throw new FaultsError(faults);
}

/** Where only the git repository was removed, it begins anew under the settings that are there. */
async function addRepository(
  root: string,
  records: Records,
  wanted: Seed["repositories"][number],
): Promise<void> {
  addAccount(records, wanted.owner, "User");
  const { owner, name } = wanted;
  const found = findRepository(records, owner, name) ?? findMoved(records, owner, name);
  const fullName = found?.fullName ?? `${owner}/${name}`;
  if (!found || !existsSync(repositoryFolder(root, fullName)))
    await createGitRepository(root, fullName, {
      branch: found?.record.default_branch ?? wanted.defaultBranch,
      files: wanted.files === undefined ? readme(fullName) : readFolder(wanted.files),
    });
  if (!found) put(records.repositories, fullName, newRepository(records, wanted));
}

function addAccount(records: Records, login: string, type: "User" | "Organization"): void {
  if (findAccount(records, login)) return;
  put(records.accounts, login, { id: takeId(records), type, created_at: timestamp() });
}

function addTeam(records: Records, team: string): void {
  if (findTeam(records, team)) return;
  addAccount(records, team.split("/")[0] ?? team, "Organization");
  put(records.teams, team, { id: takeId(records), created_at: timestamp() });
}

/** A repository that a person has put there is taken as it is. */
async function createGitRepository(
  root: string,
  fullName: string,
  { branch, files }: { readonly branch: string; readonly files: ReadonlyMap<string, Buffer> },
): Promise<void> {
  const folder = repositoryFolder(root, fullName);
  const repository = new GitRepository(folder, () => undefined);
  try {
    if (!existsSync(join(folder, ".git"))) await repository.create(branch);
    if ((await repository.references("refs/")).length > 0) return;
    const entries = [...files].map(
      async ([path, content]) =>
        [path, { mode: "100644", sha: await repository.write("blob", content) }] as const,
    );
    const tree = await repository.editTree(null, new Map(await Promise.all(entries)));
    const signature = { ...rehearsal, date: new Date() };
    const data = { tree, parents: [], author: signature, committer: signature, message: "Initial commit" };
    const { sha } = await repository.writeCommit(data);
    await repository.move(`refs/heads/${branch}`, { old: null, next: sha });
  } catch (error) {
    const faults = await repository.diagnose(branch);
    throw faults.length > 0 ? new FaultsError(faults) : error;
  } finally {
    repository.close();
  }
}

function readme(fullName: string): ReadonlyMap<string, Buffer> {
  return new Map([["README.md", Buffer.from(`# ${fullName.split("/")[1]}\n`)]]);
}

/** Every file below a folder, by its path there. */
function readFolder(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [relative(folder, file).split(sep).join("/"), readFileSync(file)] as const),
  );
}
