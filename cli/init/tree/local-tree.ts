import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { askGit } from "./git.ts";
import { remoteRepository } from "./remotes.ts";
import { longestFile, type Found, type RepositoryFacts, type Tree } from "./tree.ts";

/** So many files are looked at where git does not list them; a package's sources have fewer. */
const mostFiles = 20_000;
/** Folders of tools, in which no sources lie. */
const passedOver =
  /^(?:\.git|\.hg|\.tox|\.nox|\.venv|venv|node_modules|__pycache__|\.mypy_cache|\.ruff_cache)$/;

/** The files of a folder: of its git work tree, or all below it. Throws a FaultsError if it is no folder. */
export async function localTree(name: string, folder: string): Promise<Tree> {
  assertFolder(name, folder);
  const root = await askGit(folder, ["rev-parse", "--show-toplevel"]);
  const listed =
    root === null
      ? null
      : await askGit(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  if (root === null || listed === null) return plainTree(name, folder);
  const paths = listed.split("\0").filter((path) => path !== "" && isFile(join(root, path)));
  const start = relative(root, realpathSync(folder)).split(sep).join("/") || ".";
  return {
    name,
    start,
    incomplete: null,
    paths: [...new Set(paths)].sort(),
    repository: await repositoryFacts(root),
    read: async (path) => readFile(join(root, path)),
  };
}

function assertFolder(name: string, folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const fault = found ? "is a file" : "does not exist, and is no OWNER/NAME of a repository on GitHub";
  throw new FaultsError([{ place: name, fault, mend: "name the folder of a package, or OWNER/NAME" }]);
}

function plainTree(name: string, folder: string): Tree {
  const { paths, complete } = walk(folder);
  const nothing = { fullName: null, defaultBranch: null, visibility: null, reviewer: null, tags: null };
  return {
    name,
    start: ".",
    paths: paths.sort(),
    incomplete: complete ? null : `the folder has more than ${mostFiles} files`,
    repository: { ...nothing, baseUrl: null },
    read: async (path) => readFile(join(folder, path)),
  };
}

/** Breadth first, so that what lies deep is left out first. Symbolic links are not followed: they may form circles. */
function walk(folder: string): { readonly paths: string[]; readonly complete: boolean } {
  const paths: string[] = [];
  const open = [""];
  for (const prefix of open) {
    for (const entry of entriesOf(join(folder, prefix))) {
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isFile()) paths.push(path);
      if (entry.isDirectory() && !passedOver.test(entry.name)) open.push(path);
      if (paths.length >= mostFiles || open.length >= mostFiles) return { paths, complete: false };
    }
  }
  return { paths, complete: true };
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not ours to read.
    return [];
  }
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readFile(path: string): Uint8Array | null {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size <= longestFile ? readFileSync(path) : null;
  } catch {
    return null;
  }
}

async function repositoryFacts(root: string): Promise<RepositoryFacts> {
  const [remote, branch, tags] = await Promise.all([
    remoteOf(root),
    branchOf(root),
    askGit(root, ["tag", "--list"]),
  ]);
  return {
    fullName: remote && { value: remote.fullName, from: remote.from },
    defaultBranch: branch,
    visibility: null,
    reviewer: null,
    tags: tags === null ? null : tags.split("\n").filter((tag) => tag !== ""),
    baseUrl: remote === null || remote.host === "github.com" ? null : `https://${remote.host}/`,
  };
}

/** `origin` first, which a clone has, then any other. */
async function remoteOf(root: string) {
  const names = (await askGit(root, ["remote"]))?.split("\n").filter((name) => name !== "") ?? [];
  const ordered = [
    ...names.filter((name) => name === "origin"),
    ...names.filter((name) => name !== "origin"),
  ];
  for (const name of ordered) {
    const found = remoteRepository((await askGit(root, ["remote", "get-url", "--", name])) ?? "");
    if (found) return { ...found, from: `git remote ${name}` };
  }
  return null;
}

/** What the remote calls its default, as a clone records it; else the branch that is checked out. */
async function branchOf(root: string): Promise<Found<string> | null> {
  const head = await askGit(root, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
  if (head?.startsWith("origin/")) return { value: head.slice("origin/".length), from: "git, origin/HEAD" };
  const current = await askGit(root, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return current ? { value: current, from: "git, the branch that is checked out" } : null;
}
