import { FaultsError } from "../../../config/fault.ts";
import type { GitHubClient } from "../../../provider/github/client.ts";
import { RefusedError } from "../../../provider/github/client.ts";
import { isRecord } from "../../changes/value.ts";
import { longestFile, type Found, type RepositoryFacts, type Tree } from "./tree.ts";

/** A file of a git tree. */
interface Blob {
  readonly path: string;
  readonly sha: string;
  readonly size: number;
}

const from = "GitHub";

/** The default branch of a repository on GitHub. Throws a FaultsError for one that can't be read. */
export async function githubTree(
  client: GitHubClient,
  fullName: string,
  baseUrl: string | null,
): Promise<Tree> {
  const ask = asker(client, fullName);
  const found = await ask("GET /repos/{owner}/{repo}");
  const repository = record(found);
  const defaultBranch = text(repository["default_branch"]);
  if (defaultBranch === "") throw noGitHub(fullName);
  const tree = await ask(
    "GET /repos/{owner}/{repo}/git/trees/{tree}",
    { tree: defaultBranch, recursive: "1" },
    [409],
  );
  // Without a commit there is none.
  if (tree !== null && !Array.isArray(record(tree)["tree"])) throw noGitHub(fullName);
  const { blobs, incomplete } = await blobsOf(ask, record(tree));
  const byPath = new Map(blobs.map((blob) => [blob.path, blob]));
  return {
    name: fullName,
    start: ".",
    paths: [...byPath.keys()].sort(),
    incomplete,
    repository: { ...(await factsOf(ask, repository, fullName)), baseUrl },
    read: async (path) => {
      const blob = byPath.get(path);
      if (!blob || blob.size > longestFile) return null;
      const answer = record(await ask("GET /repos/{owner}/{repo}/git/blobs/{sha}", { sha: blob.sha }, [404]));
      return Buffer.from(text(answer["content"]), "base64");
    },
  };
}

type Ask = (
  route: string,
  parameters?: Readonly<Record<string, string>>,
  /** Statuses that mean that there is nothing. */
  nothing?: readonly number[],
) => Promise<unknown>;

function asker(client: GitHubClient, fullName: string): Ask {
  const [owner = "", repo = ""] = fullName.split("/");
  return async (route, parameters = {}, nothing = []) => {
    try {
      return (await client.request(route, { owner, repo, ...parameters })).data;
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (nothing.includes(error.status)) return null;
      throw new FaultsError([{ place: fullName, ...refusalOf(error) }]);
    }
  };
}

function refusalOf({ status, reason, url }: RefusedError): { readonly fault: string; readonly mend: string } {
  switch (status) {
    case 0:
      return {
        fault: `can't be read: ${new URL(url).origin} does not answer (${reason})`,
        mend: "check --base-url or GITHUB_BASE_URL and the network, or name a folder",
      };
    case 401:
      return {
        fault: "can't be read: GitHub does not accept the token",
        mend: "set GITHUB_TOKEN to one that is valid",
      };
    case 404:
      return {
        fault: "is no repository on GitHub, or the token can't see it",
        mend: "check owner and name, and set GITHUB_TOKEN to a token that may read its contents",
      };
    default:
      return {
        fault: `can't be read (${status} ${reason})`,
        mend: "set GITHUB_TOKEN to a token that may read its contents, or name a folder",
      };
  }
}

/** Such as the page of a proxy that asks somebody to log in. */
function noGitHub(fullName: string): FaultsError {
  const fault = "can't be read: what answers is no GitHub";
  const mend = "check --base-url or GITHUB_BASE_URL and the network, or name a folder";
  return new FaultsError([{ place: fullName, fault, mend }]);
}

/** A tree too long for one answer: what came, with the folders in which settings lie asked for by themselves. */
async function blobsOf(ask: Ask, tree: Readonly<Record<string, unknown>>) {
  const given = entriesOf(tree, "blob");
  if (tree["truncated"] !== true) return { blobs: given, incomplete: null };
  const parts = await Promise.all([
    part(ask, { tree: text(tree["sha"]) }),
    ...(await part(ask, { tree: text(tree["sha"]) }, "tree"))
      .filter(({ path }) => path === ".github")
      .map(async ({ sha }) => (await part(ask, { tree: sha, recursive: "1" })).map(below(".github"))),
  ]);
  return {
    blobs: [...given, ...parts.flat()],
    incomplete: `GitHub lists the first ${given.length} files alone`,
  };
}

async function part(
  ask: Ask,
  parameters: { readonly tree: string; readonly recursive?: string },
  type: "blob" | "tree" = "blob",
): Promise<readonly Blob[]> {
  return entriesOf(record(await ask("GET /repos/{owner}/{repo}/git/trees/{tree}", parameters)), type);
}

const below =
  (folder: string) =>
  (blob: Blob): Blob => ({ ...blob, path: `${folder}/${blob.path}` });

/** Entries by their kind; symbolic links are blobs of a mode of their own, and left out. */
function entriesOf(tree: Readonly<Record<string, unknown>>, type: "blob" | "tree"): readonly Blob[] {
  const entries: readonly unknown[] = Array.isArray(tree["tree"]) ? tree["tree"] : [];
  return entries
    .map(record)
    .filter((entry) => entry["type"] === type && entry["mode"] !== "120000")
    .map(({ path, sha, size }) => ({
      path: text(path),
      sha: text(sha),
      size: typeof size === "number" ? size : 0,
    }));
}

async function factsOf(
  ask: Ask,
  repository: Readonly<Record<string, unknown>>,
  asked: string,
): Promise<Omit<RepositoryFacts, "baseUrl">> {
  const refs = await ask("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: "tags/" }, [404, 409]);
  const owner = record(repository["owner"]);
  return {
    // A repository that was renamed answers under its new name.
    fullName: { value: text(repository["full_name"]) || asked, from },
    defaultBranch: { value: text(repository["default_branch"]), from },
    visibility: { value: repository["private"] === true ? "private" : "public", from },
    reviewer: await reviewerOf(ask, owner),
    tags: Array.isArray(refs)
      ? refs.map((ref) => text(record(ref)["ref"]).replace(/^refs\/tags\//, "")).filter((tag) => tag !== "")
      : null,
  };
}

/** An owner who is a person; of an organization, whoever the token belongs to. */
async function reviewerOf(ask: Ask, owner: Readonly<Record<string, unknown>>): Promise<Found<string> | null> {
  if (owner["type"] === "User")
    return { value: text(owner["login"]), from: "GitHub, the repository's owner" };
  const user = record(await ask("GET /user", {}, [0, 401, 403, 404]));
  const login = text(user["login"]);
  return login === "" ? null : { value: login, from: "GitHub, whose token this is" };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
