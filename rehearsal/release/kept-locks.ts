import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GitRepository } from "../github/git/repository.ts";
import { type FilesToCommit, commitFiles, filesOf } from "./sources/commit.ts";
import { readListed } from "./sources/git-tree.ts";

/** How long locks are taken as they were proposed (ms): an index has newer versions each day. */
const fresh = 24 * 3600_000;

/** What locks are made of, and where they are kept. */
export interface LocksMadeOf {
  /** Folder of the user's cache. */
  readonly cache: string;
  /** The commit's tree, in which what makes them stands as well. */
  readonly tree: string;
  /** Address of the index that versions come from. */
  readonly index: string;
}

/** Locks as upkeep.yml proposed them. */
export interface KeptLocks {
  readonly files: FilesToCommit;
  readonly at: Date;
}

/** Those that were proposed within a day for the very same files; null: there are none. */
export function readKeptLocks(of: LocksMadeOf, now = Date.now()): KeptLocks | null {
  try {
    const at = statSync(fileOf(of)).mtime;
    if (now - at.getTime() > fresh) return null;
    const kept = JSON.parse(readFileSync(fileOf(of), "utf8")) as readonly {
      readonly path: string;
      readonly mode: string;
      readonly text: string;
    }[];
    const files = kept.map(({ path, mode, text }) => [path, { mode, content: Buffer.from(text) }] as const);
    return { files: new Map(files), at };
  } catch {
    // Not there, or cut off: they are proposed anew.
    return null;
  }
}

/** Keeps what a branch holds beyond the files that were there before. */
export async function keepLocks(
  of: LocksMadeOf,
  repository: GitRepository,
  { branch, before }: { readonly branch: string; readonly before: Awaited<ReturnType<typeof filesOf>> },
): Promise<void> {
  const proposed = [...(await filesOf(repository, branch))].filter(
    ([path, { sha }]) => before.get(path)?.sha !== sha,
  );
  const kept = await Promise.all(
    proposed.map(async ([path, file]) => {
      return { path, mode: file.mode, text: (await readListed(repository, file)).toString("utf8") };
    }),
  );
  const file = fileOf(of);
  const partial = `${file}.${process.pid}.partial`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(partial, JSON.stringify(kept));
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Commits them as their merged proposal would be, byte for byte; answers the commit's name. */
export async function commitLocks(
  repository: GitRepository,
  branch: string,
  { files, message }: { readonly files: FilesToCommit; readonly message: string },
): Promise<string> {
  const all = new Map([...(await filesOf(repository, branch)), ...files]);
  return await commitFiles(repository, branch, { files: all, message });
}

function fileOf({ cache, tree, index }: LocksMadeOf): string {
  const key = createHash("sha256").update(`${tree} ${index}`).digest("hex").slice(0, 32);
  return join(cache, "rehearsal", "locks", `${key}.json`);
}
