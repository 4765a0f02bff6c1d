import type { GitRepository } from "../../github/git/repository.ts";
import { git } from "../../github/git/run.ts";

/** A file of a commit. */
export interface ListedFile {
  readonly mode: string;
  readonly sha: string;
}

/** Every file of a commit, by path; submodules are none. */
export async function listTree(
  { folder }: GitRepository,
  commit: string,
): Promise<ReadonlyMap<string, ListedFile>> {
  const listed = await git(folder, ["ls-tree", "-r", "-z", commit]);
  const lines = listed.split("\0").flatMap((line) => {
    const [, mode = "", sha = "", path = ""] = /^(\d+) blob ([0-9a-f]{40})\t(.*)$/s.exec(line) ?? [];
    return path === "" ? [] : [[path, { mode, sha }] as const];
  });
  return new Map(lines);
}

/** What it holds. */
export async function readListed({ reader }: GitRepository, { sha }: ListedFile): Promise<Buffer> {
  const object = await reader.read(sha);
  if (object === null) throw new Error(`git object ${sha} can't be read`);
  return object.content;
}
