import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { git } from "./run.ts";
import type { Commit, GitRepository } from "./repository.ts";

/**
 * The commit of a branch in another repository of the same network: forks share their objects, as on the service, so
 * that it can be read in this one. Null where there is no such repository or branch.
 */
export async function branchElsewhere(
  repository: GitRepository,
  fullName: string,
  branch: string,
): Promise<Commit | null> {
  const folder = join(dirname(dirname(repository.folder)), ...fullName.split("/"));
  const found = git(folder, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}^{commit}`]);
  const sha = (await found.catch(() => "")).trim();
  return sha === "" ? null : await repository.commit(sha);
}

/** Lets each of two repositories read the other's objects. */
export async function shareObjects(one: string, other: string): Promise<void> {
  for (const [folder, lender] of [
    [one, other],
    [other, one],
  ] as const) {
    const file = join(folder, ".git", "objects", "info", "alternates");
    await mkdir(dirname(file), { recursive: true });
    const before = await readFile(file, "utf8").catch(() => "");
    await writeFile(file, `${before}${join(lender, ".git", "objects")}\n`);
  }
}
