import { existsSync } from "node:fs";
import { join } from "node:path";
import { GitRepository, repositoryFolder } from "./git/repository.ts";
import { rehearsal } from "./git/run.ts";
import { find, findAccount, findTeam } from "./store/find.ts";
import { newPublicKey } from "./store/public-key.ts";
import { takeId, timestamp, type Records, type RepositoryRecord } from "./store/records.ts";
import { Store } from "./store/store.ts";

/** What the operator's accounts have before Slipway comes. */
export interface Seed {
  readonly repositories: readonly {
    readonly owner: string;
    readonly name: string;
    readonly defaultBranch: string;
    readonly visibility: "public" | "private";
  }[];
  /** Logins of people. */
  readonly users: readonly string[];
  /** As `organization/team`. */
  readonly teams: readonly string[];
}

/** Makes what is missing and leaves what is there as it is, whatever it has become. */
export async function seedGitHub(root: string, seed: Seed): Promise<void> {
  const store = new Store(root);
  if (isSeeded(store.read(), seed)) return;
  await store.change(async (records) => {
    for (const team of seed.teams) addTeam(records, team);
    for (const login of seed.users) addAccount(records, login, "User");
    for (const one of seed.repositories) {
      addAccount(records, one.owner, "User");
      const fullName = `${one.owner}/${one.name}`;
      if (find(records.repositories, fullName)) continue;
      await createGitRepository(root, fullName, one.defaultBranch);
      records.repositories[fullName] = newRepository(records, one);
    }
    records.viewer ??= seed.repositories[0]?.owner ?? seed.users[0] ?? null;
  });
}

function isSeeded(records: Records, { repositories, users, teams }: Seed): boolean {
  return (
    repositories.every(({ owner, name }) => find(records.repositories, `${owner}/${name}`)) &&
    users.every((login) => findAccount(records, login)) &&
    teams.every((team) => findTeam(records, team))
  );
}

function addAccount(records: Records, login: string, type: "User" | "Organization"): void {
  if (findAccount(records, login)) return;
  records.accounts[login] = { id: takeId(records), type, created_at: timestamp() };
}

function addTeam(records: Records, team: string): void {
  if (findTeam(records, team)) return;
  addAccount(records, team.split("/")[0] ?? team, "Organization");
  records.teams[team] = { id: takeId(records), created_at: timestamp() };
}

/** As github.com makes one today: every action may run, and a run's token reads. */
function newRepository(
  records: Records,
  { defaultBranch, visibility }: Seed["repositories"][number],
): RepositoryRecord {
  const now = timestamp();
  return {
    id: takeId(records),
    visibility,
    default_branch: defaultBranch,
    created_at: now,
    updated_at: now,
    actions: {
      enabled: true,
      allowed_actions: "all",
      sha_pinning_required: false,
      selected_actions: { github_owned_allowed: false, verified_allowed: false, patterns_allowed: [] },
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    },
    vulnerability_alerts: false,
    immutable_releases: false,
    public_key: newPublicKey(),
    secrets: {},
    variables: {},
    environments: {},
    rulesets: [],
    releases: [],
    pulls: [],
  };
}

/** A repository that a person has put there is taken as it is. */
async function createGitRepository(root: string, fullName: string, branch: string): Promise<void> {
  const folder = repositoryFolder(root, fullName);
  const repository = new GitRepository(folder, () => undefined);
  try {
    if (!existsSync(join(folder, ".git"))) await repository.create(branch);
    if ((await repository.references("refs/")).length > 0) return;
    const readme = await repository.write("blob", Buffer.from(`# ${fullName.split("/")[1]}\n`));
    const tree = await repository.editTree(null, new Map([["README.md", { mode: "100644", sha: readme }]]));
    const signature = { ...rehearsal, date: new Date() };
    const data = { tree, parents: [], author: signature, committer: signature, message: "Initial commit" };
    const { sha } = await repository.writeCommit(data);
    await repository.move(`refs/heads/${branch}`, { old: null, next: sha });
  } finally {
    repository.close();
  }
}
