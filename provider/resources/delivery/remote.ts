import type { GitHubClient } from "../../github/client.ts";
import { explained, isMissing, orNull, type Attempt } from "../../github/refusal.ts";
import type { Place } from "./place.ts";
import { type Listing, listTree } from "./tree-listing.ts";

/** A commit: its own id, its root tree, what it says. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly message: string;
  readonly parents: readonly string[];
}

/** A pull request that came from Slipway's own branch. */
export interface Pull {
  readonly number: number;
  readonly url: string;
  readonly state: "open" | "merged" | "closed";
  readonly title: string;
  readonly body: string;
  /** Commit of its head; of a closed one, when it was closed. */
  readonly head: string;
  /** Name of the branch that it is to be merged into. */
  readonly base: string;
}

/** What a branch has that another one has not. */
export interface Comparison {
  /** Oldest first; of very many GitHub lists but some. */
  readonly commits: readonly Commit[];
  /** How many there are. */
  readonly total: number;
  /** Commit that both have last in common. */
  readonly mergeBase: string;
  /** Paths of the files that are removed since then. */
  readonly removed: readonly string[];
}

/** Reads a repository by GitHub's REST API; what is refused is said as place, fault and mend. */
export interface Remote {
  readonly place: Place;
  /** The newest commit of a branch; null: there is no such branch. */
  head(branch: string): Promise<Commit | null>;
  /** All that stands in a tree; of one that is too large to list, what stands above and at `paths`. */
  entries(tree: string, paths: readonly string[]): Promise<Listing>;
  /** Whether a path was ever touched on the default branch. */
  knows(path: string): Promise<boolean>;
  /** A blob's content as UTF-8. */
  text(blob: string): Promise<string>;
  /** Pull requests from a branch of this repository, newest first. */
  pulls(branch: string): Promise<readonly Pull[]>;
  /** null: one of them is not there, or they have nothing in common. */
  compare(base: string, head: string): Promise<Comparison | null>;
  /** Names of the branches that begin with `prefix`. */
  branches(prefix: string): Promise<readonly string[]>;
}

/** Opens a repository that was found, for reading. */
export function openRemote(client: GitHubClient, place: Place): Remote {
  const get = reader(client, place);
  return {
    place,
    head: (branch) =>
      orNull(async () => {
        const path = "/branches/{+branch}";
        return commitOf(
          (await get<{ readonly commit: StoredCommit }>(path, { branch: escaped(branch) }, isMissing)).commit,
        );
      }),
    entries: (tree, paths) => listTree(get, tree, paths),
    text: async (blob) => {
      const { content } = await get<{ readonly content: string }>("/git/blobs/{blob}", { blob });
      return Buffer.from(content, "base64").toString("utf8");
    },
    pulls: async (branch) => {
      const query = { state: "all", head: `${place.owner}:${branch}`, per_page: 30 };
      return (await get<readonly StoredPull[]>("/pulls", query)).map(pullOf);
    },
    compare: async (base, head) => {
      const ends = { base: escaped(base), head: escaped(head) };
      const found = await orNull(() => get<StoredComparison>("/compare/{+base}...{+head}", ends, isMissing));
      return found === null ? null : comparisonOf(found);
    },
    knows: async (path) =>
      (await get<readonly unknown[]>("/commits", { sha: place.defaultBranch, path, per_page: 1 })).length > 0,
    branches: async (prefix) => {
      const path = "/git/matching-refs/heads/{+prefix}";
      const found = await orNull(() =>
        get<readonly StoredRef[]>(path, { prefix: escaped(prefix) }, isMissing),
      );
      return (found ?? []).map(({ ref }) => ref.replace("refs/heads/", ""));
    },
  };
}

function reader(client: GitHubClient, place: Place) {
  const repo = { owner: place.owner, repo: place.name };
  return async <T>(
    path: string,
    parameters: Readonly<Record<string, unknown>> = {},
    expected?: Attempt["expected"],
  ): Promise<T> => {
    const attempt = {
      repository: `${place.owner}/${place.name}`,
      action: "read what stands in the repository",
      permission: path.startsWith("/pulls") ? "Pull requests: read" : "Contents: read",
      ...(expected === undefined ? {} : { expected }),
    };
    const route = `GET /repos/{owner}/{repo}${path}`;
    return (await explained(attempt, () => client.request(route, { ...repo, ...parameters }))).data as T;
  };
}

/** Texts by path, of blobs by their ids. */
export async function textsAt(
  remote: Remote,
  blobs: readonly (readonly [path: string, blob: string])[],
): Promise<Record<string, string>> {
  const texts = blobs.map(async ([path, blob]) => [path, await remote.text(blob)] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** Slashes stay: they are part of the address. */
export function escaped(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

function commitOf({ sha, commit, parents }: StoredCommit): Commit {
  return {
    sha,
    tree: commit.tree.sha,
    message: commit.message,
    parents: parents.map((parent) => parent.sha),
  };
}

function comparisonOf({
  commits,
  total_commits,
  merge_base_commit,
  files = [],
}: StoredComparison): Comparison {
  const removed = files.filter(({ status }) => status === "removed").map(({ filename }) => filename);
  return { commits: commits.map(commitOf), total: total_commits, mergeBase: merge_base_commit.sha, removed };
}

/** Reads GitHub's presentation of a pull request. */
export function pullOf(pull: StoredPull): Pull {
  return {
    number: pull.number,
    url: pull.html_url,
    state: pull.merged_at !== null ? "merged" : pull.state,
    title: pull.title,
    body: pull.body ?? "",
    head: pull.head.sha,
    base: pull.base.ref,
  };
}

interface StoredCommit {
  readonly sha: string;
  readonly commit: { readonly message: string; readonly tree: { readonly sha: string } };
  readonly parents: readonly { readonly sha: string }[];
}

interface StoredRef {
  readonly ref: string;
}

interface StoredComparison {
  readonly commits: readonly StoredCommit[];
  readonly total_commits: number;
  readonly files?: readonly { readonly filename: string; readonly status: string }[];
  readonly merge_base_commit: { readonly sha: string };
}

/** A pull request as GitHub's REST API has it, as far as it is read here. */
export interface StoredPull {
  readonly number: number;
  readonly html_url: string;
  readonly state: "open" | "closed";
  readonly merged_at: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
}
