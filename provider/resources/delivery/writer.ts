import { RefusedError, type GitHubClient } from "../../github/client.ts";
import { explained } from "../../github/refusal.ts";
import type { Place } from "./place.ts";
import { writeTree } from "./tree-writing.ts";
import { escaped, pullOf, type Pull, type StoredPull } from "./remote.ts";

/** What a commit changes in a tree: the new text by path, null for a file to remove. */
export type Edits = ReadonlyMap<string, string | null>;

/** How a pull request presents itself. */
export interface PullText {
  readonly title: string;
  readonly body: string;
}

/** Writes into a repository by GitHub's Git Data API; what is refused is said as place, fault and mend. */
export interface Writer {
  /** Returns the new tree's id. */
  tree(base: string, edits: Edits): Promise<string>;
  /** Author and date are left to GitHub, which then signs the commits of an App. Returns the commit's id. */
  commit(commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
  }): Promise<string>;
  /** false: a branch of that name is there already. */
  createBranch(branch: string, commit: string): Promise<boolean>;
  /** false: the branch is not where the new commit's parents say; `force` moves it all the same. */
  moveBranch(branch: string, commit: string, options?: { readonly force: boolean }): Promise<boolean>;
  /** Does nothing where there is none. */
  deleteBranch(branch: string): Promise<void>;
  openPull(from: { readonly head: string; readonly base: string }, text: PullText): Promise<Pull>;
  editPull(
    number: number,
    change: (PullText & { readonly base?: string }) | { readonly state: "closed" },
  ): Promise<Pull>;
}

const contents = ["Contents: write", "Workflows: write"];

/** Opens a repository for writing. */
export function openWriter(client: GitHubClient, place: Place): Writer {
  const send = async <T>(route: string, parameters: object, attempt: Wish): Promise<T> => {
    const [method, path = ""] = route.split(" ");
    const answer = await explained(
      { repository: `${place.owner}/${place.name}`, permission: contents, ...attempt },
      () =>
        client.request(`${method} /repos/{owner}/{repo}${path}`, {
          owner: place.owner,
          repo: place.name,
          ...parameters,
        }),
    );
    return answer.data as T;
  };
  return {
    ...objects(send),
    ...branches(send),
    ...pulls(send),
  };
}

interface Wish {
  readonly action: string;
  readonly permission?: string;
  readonly expected?: (refused: RefusedError) => boolean;
}

/** Sends a request below the repository's address: `POST /git/trees`. */
export type Send = <T>(route: string, parameters: object, attempt: Wish) => Promise<T>;
/** What was made, by its id. */
export type Made = Readonly<{ sha: string }>;

function objects(send: Send): Pick<Writer, "tree" | "commit"> {
  return {
    tree: (base, edits) => writeTree(send, base, edits),
    commit: async (commit) =>
      (await send<Made>("POST /git/commits", commit, { action: "write the commit" })).sha,
  };
}

function branches(send: Send): Pick<Writer, "createBranch" | "moveBranch" | "deleteBranch"> {
  return {
    createBranch: (branch, sha) => {
      const expected = says(/already exists/i);
      const attempt = { action: `make the branch ${branch}`, expected };
      return unlessRefused(() => send("POST /git/refs", { ref: `refs/heads/${branch}`, sha }, attempt));
    },
    moveBranch: (branch, sha, { force } = { force: false }) => {
      const expected = says(/fast.?forward|cannot be updated|does not exist/i);
      const attempt = { action: `move the branch ${branch}`, expected };
      const parameters = { branch: escaped(branch), sha, force };
      return unlessRefused(() => send("PATCH /git/refs/heads/{+branch}", parameters, attempt));
    },
    deleteBranch: async (branch) => {
      const attempt = { action: `delete the branch ${branch}`, expected: says(/does not exist|not found/i) };
      const route = "DELETE /git/refs/heads/{+branch}";
      await unlessRefused(() => send(route, { branch: escaped(branch) }, attempt));
    },
  };
}

/** GitHub says by words alone why it refuses to make, move or delete a reference. */
function says(words: RegExp) {
  return ({ status, reason }: RefusedError): boolean =>
    [404, 409, 422].includes(status) && words.test(reason);
}

/** Whether it was done; false where it was refused as expected. */
async function unlessRefused(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

function pulls(send: Send): Pick<Writer, "openPull" | "editPull"> {
  const permission = "Pull requests: write";
  return {
    openPull: async ({ head, base }, text) => {
      const attempt = { action: `open a pull request from ${head}`, permission };
      return pullOf(await send<StoredPull>("POST /pulls", { head, base, ...text }, attempt));
    },
    editPull: async (number, change) => {
      const attempt = { action: `change pull request #${number}`, permission };
      return pullOf(await send<StoredPull>("PATCH /pulls/{number}", { number, ...change }, attempt));
    },
  };
}
