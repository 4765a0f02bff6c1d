import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Document } from "../../documents/document.ts";
import { buildFileName } from "../../documents/workflows/build.ts";
import { cacheFolder } from "../../toolchain/places.js";
import { GitRepository, repositoryFolder } from "../github/git/repository.ts";
import { git } from "../github/git/run.ts";
import { recordRun } from "../github/runs.ts";
import { imageLock, lockImage } from "./image-locks.ts";
import { commitLocks, keepLocks, readKeptLocks } from "./kept-locks.ts";
import type { Rehearsal } from "./rehearse.ts";
import { rehearsedPlan } from "./rehearsed-plan.ts";
import { filesOf, putTag, squash } from "./sources/commit.ts";
import { layOutSources } from "./sources/lay-out.ts";
import type { ReleaseState } from "./state.ts";
import type { World } from "./world.ts";

/** Puts what is released into the rehearsal's repository, and tags it. Throws a FaultsError. */
export async function prepareRepository(
  rehearsal: Rehearsal,
  world: World,
): Promise<Pick<ReleaseState, "version" | "tag" | "commit" | "changes">> {
  const { request, places, told } = rehearsal;
  const { plan, changes } = rehearsedPlan(world);
  const { source, cwd } = request;
  const laidOut = await layOutSources({
    root: places.github,
    fullName: world.fullName,
    plan,
    source: source === null ? null : { kind: "folder", path: resolve(cwd, source), shown: source },
    version: request.version,
    documents: changed(request.render(world.plan), request.render(plan)),
    cache: cacheFolder(),
    say: (text) => told({ kind: "preparing", text }),
    today: new Date().toISOString().slice(0, 10),
  });
  const { version, tag } = laidOut;
  const all = [...changes, ...laidOut.changes];
  const folder = repositoryFolder(places.github, world.fullName);
  if (plan.image === null || existsSync(join(folder, imageLock))) {
    await pack(folder);
    return { version, tag, commit: laidOut.commit, changes: all };
  }
  const { commit, told: how } = await tagLocked(rehearsal, world, laidOut);
  await pack(folder);
  const locked = `locks: ${how}, since a release with an image wants them committed`;
  return { version, tag, commit, changes: [...all, locked] };
}

/** Each job fetches the commit, which git else packs each time for as long as all the rest of a checkout takes. */
async function pack(folder: string): Promise<void> {
  await git(folder, ["repack", "-a", "-d", "-q"]);
}

/** The files in which a rehearsal's plan differs from the stack's. */
function changed(before: readonly Document[], after: readonly Document[]): ReadonlyMap<string, string> {
  const known = new Map(before.map(({ path, content }) => [path, content]));
  return new Map(
    after.filter(({ path, content }) => known.get(path) !== content).map((one) => [one.path, one.content]),
  );
}

/** The tag names the merged locks, whose build has passed as well. */
async function tagLocked(
  rehearsal: Rehearsal,
  world: World,
  laidOut: { readonly tag: string; readonly commit: string },
): Promise<{ readonly commit: string; readonly told: string }> {
  const { github } = rehearsal.places;
  const repository = new GitRepository(repositoryFolder(github, world.fullName), () => undefined);
  const branch = world.plan.repository.defaultBranch;
  try {
    const locked = await lock(rehearsal, world, { repository, branch, onto: laidOut.commit });
    const { commit } = locked;
    await putTag(repository, laidOut.tag, commit);
    const passed = { event: "push", branch, commit, status: "completed", conclusion: "success" };
    await recordRun(github, world.fullName, { workflow: buildFileName, ...passed });
    return locked;
  } finally {
    repository.close();
  }
}

/** By upkeep.yml, which takes as long as many a job, or as that proposed them today for the very same files. */
async function lock(
  rehearsal: Rehearsal,
  world: World,
  { repository, branch, onto }: ToLock,
): Promise<{ readonly commit: string; readonly told: string }> {
  const message = "Lock what the image installs";
  const tree = (await repository.commit(onto))?.tree ?? onto;
  const of = { cache: cacheFolder(), tree, index: world.mirror.upstream };
  const kept = readKeptLocks(of);
  if (kept !== null) {
    const commit = await commitLocks(repository, branch, { files: kept.files, message });
    return { commit, told: `as upkeep.yml proposed them for the same files at ${kept.at.toISOString()}` };
  }
  const before = await filesOf(repository, branch);
  await lockImage(rehearsal, { world, commit: onto });
  const commit = await squash(repository, branch, { onto, message });
  await keepLocks(of, repository, { branch, before });
  return { commit, told: "proposed by upkeep.yml and merged" };
}

interface ToLock {
  readonly repository: GitRepository;
  readonly branch: string;
  readonly onto: string;
}
