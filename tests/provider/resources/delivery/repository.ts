import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { connect, type GitHubClient } from "../../../../provider/github/client.ts";
import { repositoryFolder } from "../../../../rehearsal/github/git/repository.ts";
import type { Intercept } from "../../../../rehearsal/github/http/intercept.ts";
import { seedGitHub } from "../../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub, type TokenRules } from "../../../../rehearsal/github/server.ts";
import { temporaryFolder } from "../../../rehearsal/providers/stack.ts";

/** A repository on an emulated GitHub, as a person works in it. */
export interface TestRepository {
  readonly client: GitHubClient;
  readonly folder: string;
  /** How often each operation was asked for since the last call. */
  requests(): Readonly<Record<string, number>>;
  /** Puts files into a branch, in one commit; null removes one. Returns the commit. */
  edit(files: Readonly<Record<string, string | null>>, branch?: string): Promise<string>;
  /** The text of a file on a branch; undefined: it is not there. */
  text(path: string, branch?: string): Promise<string | undefined>;
  /** The branch's newest commit. */
  head(branch?: string): Promise<string>;
  /** Newest first. */
  pulls(): Promise<readonly TestPull[]>;
  merge(method: "merge" | "squash" | "rebase"): Promise<void>;
  close(): Promise<void>;
  deleteBranch(branch: string): Promise<void>;
  /** Replaces the branch's newest commit, as `git commit --amend` and a push by force do. */
  amend(branch: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** The branch's commits, newest first: `depth` below its head. */
  ancestors(branch: string, depth?: number): Promise<readonly string[]>;
  createBranch(branch: string, commit: string): Promise<void>;
  renameBranch(from: string, to: string): Promise<void>;
  /** Puts a symbolic link (120000) or a submodule (160000) in place of whatever is at a path of `main`. */
  put(path: string, mode: "120000" | "160000"): Promise<string>;
  /** Changes settings of the repository, under GitHub's names. */
  set(settings: Readonly<Record<string, unknown>>): Promise<void>;
  transfer(owner: string): Promise<void>;
  /** Lets nobody push to a reference. */
  protect(ref: string): Promise<void>;
  /** The commits at which branches and pull requests stand. */
  heads(): Promise<readonly string[]>;
  /** Whether one of the heads holds the commit. */
  isWithin(commit: string, heads: readonly string[]): Promise<boolean>;
  /** Takes away every commit. */
  emptyOut(): Promise<void>;
  dispose(): Promise<void>;
}

/** A pull request as a person sees it. */
export interface TestPull {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly merged: boolean;
  /** Paths that it changes. */
  readonly paths: readonly string[];
  readonly commits: number;
}

interface Options {
  readonly intercept?: Intercept;
  readonly token?: TokenRules;
  readonly limits?: { readonly treeEntries?: number };
}

const repo = { owner: "octo-org", repo: "example" };

/** Makes one with a README on its default branch `main`. */
export async function openRepository(options: Options = {}): Promise<TestRepository> {
  const folder = await temporaryFolder();
  const repositories = [
    { owner: repo.owner, name: repo.repo, defaultBranch: "main", visibility: "public" as const },
  ];
  await seedGitHub(folder, { repositories, users: ["new-owner"], teams: [] });
  // A person's own requests are neither counted nor intercepted.
  const github = await startEmulatedGitHub({ root: folder, ...options });
  const person = await startEmulatedGitHub({ root: folder });
  const settings = { token: "a-token", appAuth: null, owner: repo.owner };
  const client = connect({ ...settings, baseUrl: github.url }, async () => undefined);
  const own = connect({ ...settings, baseUrl: person.url });
  let before: Readonly<Record<string, number>> = {};
  return {
    client,
    folder,
    requests: () => {
      const now = github.requests();
      const since = Object.entries(now).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
      before = now;
      return Object.fromEntries(since.filter(([, count]) => count > 0));
    },
    ...hands(own),
    ...history(own, repositoryFolder(folder, `${repo.owner}/${repo.repo}`)),
    emptyOut: async () => {
      const git = join(repositoryFolder(folder, `${repo.owner}/${repo.repo}`), ".git");
      await rm(join(git, "refs", "heads", "main"));
      await rm(join(git, "packed-refs"), { force: true });
    },
    dispose: async () => {
      await Promise.all([github.close(), person.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function history(client: GitHubClient, folder: string): Pick<TestRepository, "heads" | "isWithin"> {
  const git = promisify(execFile);
  return {
    heads: async () => {
      const pulls = await client.request("GET /repos/{owner}/{repo}/pulls", { ...repo, state: "all" });
      const branches = await client.request("GET /repos/{owner}/{repo}/branches", repo);
      return [
        ...(pulls.data as readonly StoredPull[]).map(({ head }) => head.sha),
        ...(branches.data as readonly { readonly commit: Made }[]).map(({ commit }) => commit.sha),
      ];
    },
    isWithin: async (commit, heads) => {
      const { stdout } = await git("git", ["rev-list", ...heads], { cwd: folder });
      return stdout.split("\n").includes(commit);
    },
  };
}

function hands(
  client: GitHubClient,
): Omit<TestRepository, "client" | "folder" | "requests" | "heads" | "isWithin" | "emptyOut" | "dispose"> {
  const ask = async <T>(route: string, parameters: object = {}): Promise<T> =>
    (await client.request(route, { ...repo, ...parameters })).data as T;
  const commitAt = (branch: string) =>
    ask<{ readonly commit: StoredCommit }>("GET /repos/{owner}/{repo}/branches/{branch}", {
      branch,
    });
  const committed = async (
    branch: string,
    files: Readonly<Record<string, string | null>>,
    wording: (commit: StoredCommit) => { readonly parents: readonly string[]; readonly message: string },
  ) => {
    const { commit } = await commitAt(branch);
    const tree = Object.entries(files).map(([path, content]) => ({
      path,
      mode: "100644",
      type: "blob",
      ...(content === null ? { sha: null } : { content }),
    }));
    const base_tree = commit.commit.tree.sha;
    const made = await ask<Made>("POST /repos/{owner}/{repo}/git/trees", { base_tree, tree });
    const next = { tree: made.sha, ...wording(commit) };
    return (await ask<Made>("POST /repos/{owner}/{repo}/git/commits", next)).sha;
  };
  const head = async (branch = "main") => (await commitAt(branch)).commit.sha;
  const openPull = async () =>
    (await ask<readonly StoredPull[]>("GET /repos/{owner}/{repo}/pulls"))[0]?.number;
  return {
    head,
    edit: async (files, branch = "main") => {
      const sha = await committed(branch, files, (commit) => ({ parents: [commit.sha], message: "By hand" }));
      await ask("PATCH /repos/{owner}/{repo}/git/refs/heads/{+branch}", { branch, sha });
      return sha;
    },
    text: async (path, branch = "main") => {
      const { commit } = await commitAt(branch);
      const tree_sha = commit.commit.tree.sha;
      const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
      const { tree } = await ask<{ tree: { path: string; sha: string }[] }>(route, {
        tree_sha,
        recursive: "1",
      });
      const found = tree.find((entry) => entry.path === path);
      if (found === undefined) return undefined;
      const blob = { file_sha: found.sha };
      const { content } = await ask<{ content: string }>(
        "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
        blob,
      );
      return Buffer.from(content, "base64").toString("utf8");
    },
    pulls: async () => {
      const all = await ask<readonly StoredPull[]>("GET /repos/{owner}/{repo}/pulls", { state: "all" });
      return Promise.all(
        all.map(async ({ number, state, merged_at, base, head: { sha } }) => {
          const ends = { basehead: `${base.sha}...${sha}` };
          const found = await ask<StoredComparison>("GET /repos/{owner}/{repo}/compare/{basehead}", ends);
          const paths = found.files.map(({ filename }) => filename).sort();
          return { number, state, merged: merged_at !== null, paths, commits: found.total_commits };
        }),
      );
    },
    merge: async (merge_method) => {
      const number = await openPull();
      await ask("PUT /repos/{owner}/{repo}/pulls/{number}/merge", { number, merge_method });
    },
    close: async () => {
      const number = await openPull();
      await ask("PATCH /repos/{owner}/{repo}/pulls/{number}", { number, state: "closed" });
    },
    amend: async (branch, files) => {
      const sha = await committed(branch, files, (commit) => ({
        parents: commit.parents.map((parent) => parent.sha),
        message: commit.commit.message,
      }));
      await ask("PATCH /repos/{owner}/{repo}/git/refs/heads/{+branch}", { branch, sha, force: true });
      return sha;
    },
    ancestors: async (branch, depth = 20) =>
      (
        await ask<readonly Made[]>("GET /repos/{owner}/{repo}/commits", { sha: branch, per_page: depth + 1 })
      ).map(({ sha }) => sha),
    createBranch: async (branch, sha) => {
      await ask("POST /repos/{owner}/{repo}/git/refs", { ref: `refs/heads/${branch}`, sha });
    },
    renameBranch: async (branch, new_name) => {
      await ask("POST /repos/{owner}/{repo}/branches/{branch}/rename", { branch, new_name });
    },
    put: async (path, mode) => {
      const { commit } = await commitAt("main");
      const type = mode === "160000" ? "commit" : "blob";
      const entry = {
        path,
        mode,
        type,
        ...(type === "commit" ? { sha: commit.sha } : { content: "README.md" }),
      };
      const made = await ask<Made>("POST /repos/{owner}/{repo}/git/trees", {
        base_tree: commit.commit.tree.sha,
        tree: [entry],
      });
      const next = { tree: made.sha, parents: [commit.sha], message: "By hand" };
      const { sha } = await ask<Made>("POST /repos/{owner}/{repo}/git/commits", next);
      await ask("PATCH /repos/{owner}/{repo}/git/refs/heads/main", { sha });
      return sha;
    },
    set: async (settings) => {
      await ask("PATCH /repos/{owner}/{repo}", settings);
    },
    transfer: async (new_owner) => {
      await ask("POST /repos/{owner}/{repo}/transfer", { new_owner });
    },
    protect: async (ref) => {
      await ask("POST /repos/{owner}/{repo}/rulesets", {
        name: "Protected",
        target: "branch",
        enforcement: "active",
        conditions: { ref_name: { include: [ref], exclude: [] } },
        rules: [{ type: "update" }, { type: "non_fast_forward" }],
      });
    },
    deleteBranch: async (branch) => {
      await ask("DELETE /repos/{owner}/{repo}/git/refs/heads/{+branch}", { branch });
    },
  };
}

interface Made {
  readonly sha: string;
}

interface StoredCommit {
  readonly sha: string;
  readonly commit: { readonly message: string; readonly tree: Made };
  readonly parents: readonly Made[];
}

interface StoredPull {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly merged_at: string | null;
  readonly base: { readonly sha: string };
  readonly head: { readonly sha: string };
}

interface StoredComparison {
  readonly files: readonly { readonly filename: string }[];
  readonly total_commits: number;
}
