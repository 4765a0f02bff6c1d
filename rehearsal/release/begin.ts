import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { repositoryFolder } from "../github/git/repository.ts";
import { git } from "../github/git/run.ts";
import { findPythons } from "../python/find.ts";
import { endLeftRunning } from "../runner/marks.ts";
import { endMounts } from "../runner/mounts.ts";
import { type Workflow, readWorkflow } from "../workflow/workflow.ts";
import { copyGitHub } from "./copy-github.ts";
import { failingStep } from "./failing-step.ts";
import { requirePythons } from "./needed-pythons.ts";
import { prepareRepository } from "./prepare-repository.ts";
import type { Rehearsal } from "./rehearse.ts";
import { type ReleaseRequest } from "./request.ts";
import { sourceDigest } from "./sources/digest.ts";
import { type ReleaseState, readState, writeState } from "./state.ts";
import { trustAsPipDoes, upstreamIndex } from "./upstream.ts";
import { type World, openWorld } from "./world.ts";

/** A rehearsal whose services run and whose repository holds what is released. */
export interface Begun {
  readonly world: World;
  readonly state: ReleaseState;
  /** Folder of the emulated GitHub. */
  readonly github: string;
}

/** Starts the services, and goes on with what an earlier rehearsal left, or lays everything out anew. */
export async function begin(rehearsal: Rehearsal): Promise<Begun> {
  const { request, places, told } = rehearsal;
  const say = (text: string) => told({ kind: "preparing", text });
  const from = resolve(request.cwd, request.root);
  await endLeftRunning(places.runs);
  const delivered = await deliveredRelease(request, from);
  requirePythons(
    request.plan.package.pythons,
    findPythons().map(({ minor }) => minor),
  );
  // What was mistyped is told before anything is prepared or forgotten.
  failingStep(delivered.workflow, request.fail);
  const basis = await basisOf(request, delivered.commit);
  const before = readState(places.state);
  const next = before === null ? null : nextState(before, request, basis);
  if (next === null) await layOutAnew(rehearsal, from);
  say("starting GitHub, the indexes and the registry of this machine ...");
  const { plan, withoutImage } = request;
  const [upstream] = await Promise.all([upstreamIndex(process.env), trustAsPipDoes(process.env)]);
  const world = await openWorld({ plan, places, upstream, withoutImage, say });
  try {
    if (next !== null) {
      say(
        next.attempt > 1
          ? `going on with run ${next.run}: what ran well stays done`
          : "starting a new run of the same tag",
      );
      return { world, state: next, github: places.github };
    }
    const prepared = await prepareRepository(rehearsal, world);
    const fresh = { run: 9000, attempt: 1, event: "push", inputs: {}, result: "running", kept: {} } as const;
    const state: ReleaseState = { basis, ...prepared, ...fresh };
    writeState(places.state, state);
    return { world, state, github: places.github };
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** What goes on, by running again what failed or by a new run; null: nothing does, and all begins anew. */
function nextState(before: ReleaseState, request: ReleaseRequest, basis: string): ReleaseState | null {
  if (request.anew || before.basis !== basis) return null;
  // Its address stands in the repository, and is another one now.
  if (request.plan.index.name === "custom") return null;
  if (request.newRun) {
    const inputs = { mode: "release", "second-build": "as-declared" };
    return { ...before, run: before.run + 1, attempt: 1, event: "workflow_dispatch", inputs, kept: {} };
  }
  return before.result === "succeeded" ? null : { ...before, attempt: before.attempt + 1 };
}

/** What a rehearsal is made of: where it differs from the one before, nothing of that one can go on. */
async function basisOf(request: ReleaseRequest, commit: string): Promise<string> {
  const { source, version, withoutImage, plan } = request;
  const sources = source === null ? "" : await sourceDigest(resolve(request.cwd, source));
  const parts = JSON.stringify([commit, source, sources, version, withoutImage, plan]);
  return createHash("sha256").update(parts).digest("hex");
}

/** What the default branch of the rehearsal's repository holds; throws a FaultsError where nothing was delivered yet. */
async function deliveredRelease(
  { stack, plan, root, altered }: ReleaseRequest,
  from: string,
): Promise<{ readonly commit: string; readonly workflow: Workflow }> {
  const { owner, name, defaultBranch } = plan.repository;
  const folder = repositoryFolder(from, `${owner}/${name}`);
  const place = join(root, "repository", owner, name);
  const up = `npm run rehearse -- up --stack ${stack}`;
  if (!existsSync(join(folder, ".git"))) {
    throw new FaultsError([
      { place, fault: "is not there: nothing was delivered yet", mend: `run \`${up}\`` },
    ]);
  }
  const found = await git(folder, ["rev-parse", `refs/heads/${defaultBranch}`]);
  const files = await git(folder, [
    "ls-tree",
    "--name-only",
    `refs/heads/${defaultBranch}`,
    ".github/workflows/",
  ]);
  if (!files.split("\n").includes(".github/workflows/release.yml")) {
    const merge = `npm run rehearse -- merge --stack ${stack}`;
    const fault = `its branch ${defaultBranch} holds no release.yml`;
    throw new FaultsError([{ place, fault, mend: `deliver it: \`${up}\`, then \`${merge}\`` }]);
  }
  const commit = found.trim();
  const workflow = readWorkflow(await git(folder, ["show", `${commit}:.github/workflows/release.yml`]));
  return { commit, workflow: altered === undefined ? workflow : altered(workflow) };
}

/** Nothing stays of what was released before. */
async function layOutAnew({ request, places }: Rehearsal, from: string): Promise<void> {
  endMounts(places.folder);
  rmSync(places.folder, { recursive: true, force: true });
  const { owner, name } = request.plan.repository;
  await copyGitHub(from, places.github, `${owner}/${name}`);
}
