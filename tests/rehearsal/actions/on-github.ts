import { rmSync } from "node:fs";
import { repositoryFolder } from "../../../rehearsal/github/git/repository.ts";
import { recordRun } from "../../../rehearsal/github/runs.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { type EmulatedGitHub, startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { temporaryFolder } from "../github/emulated.ts";
import { git } from "../github/on-disk.ts";
import { type TestJob, beginJob, repository } from "./step-of.ts";

/** An emulated GitHub with a repository of two commits, the older with the annotated tag `v1` and on the branch `old`. */
export interface OnGitHub extends AsyncDisposable {
  readonly github: EmulatedGitHub;
  readonly older: string;
  readonly newer: string;
  /** Lets a job in with these permissions; it runs for the tag unless variables say otherwise. */
  open(permissions: Readonly<Record<string, string>>, variables?: Readonly<Record<string, string>>): TestJob;
  git(...command: string[]): string;
}

const [owner = "", name = ""] = repository.split("/");

/** Starts one. */
export async function startOnGitHub(): Promise<OnGitHub> {
  const root = temporaryFolder();
  await seedGitHub(root, {
    repositories: [{ owner, name, defaultBranch: "main", visibility: "private" }],
    users: ["octocat"],
    teams: [],
  });
  const folder = repositoryFolder(root, repository);
  const here = (...command: string[]) => git(folder, ...command).trim();
  const older = here("rev-parse", "main");
  here("tag", "-a", "-m", "first", "v1", older);
  here("branch", "old", older);
  const commit = ["commit-tree", "-m", "second", "-p", older, here("rev-parse", "main^{tree}")];
  const newer = here(...commit);
  here("update-ref", "refs/heads/main", newer);
  const run = await recordRun(root, repository, {
    workflow: "release.yml",
    event: "push",
    branch: "v1",
    commit: older,
    status: "in_progress",
    conclusion: null,
  });
  const github = await startEmulatedGitHub({ root });
  return {
    github,
    older,
    newer,
    git: here,
    open: (permissions, variables = {}) => {
      const workflow = `${repository}/.github/workflows/release.yml@refs/tags/v1`;
      const grant = github.openJob({
        repository,
        run,
        attempt: 1,
        permissions,
        claims: {
          repository,
          repository_id: "1",
          repository_owner: owner,
          repository_owner_id: "2",
          repository_visibility: "public",
          ref: "refs/tags/v1",
          sha: older,
          workflow_ref: workflow,
          workflow: "Release",
          event_name: "push",
          run_id: String(run),
          run_attempt: "1",
          actor: "octocat",
          environment: "pypi",
        },
      });
      return beginJob({
        GITHUB_TOKEN: grant.token,
        GITHUB_API_URL: github.url.replace(/\/$/, ""),
        REHEARSAL_GITHUB_URL: github.url,
        ACTIONS_RUNTIME_TOKEN: grant.runtimeToken,
        GITHUB_REF: "refs/tags/v1",
        GITHUB_SHA: older,
        GITHUB_RUN_ID: String(run),
        ...grant.oidc,
        ...variables,
      });
    },
    async [Symbol.asyncDispose]() {
      await github.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
