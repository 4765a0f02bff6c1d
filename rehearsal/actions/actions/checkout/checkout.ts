import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { refuseInputs } from "../../step/not-rehearsed.ts";
import type { StandIn, Step } from "../../step/step.ts";
import { Clone } from "./clone.ts";
import { type Wanted, checkedOut, refSpecs, resolveRef } from "./refs.ts";

const notRehearsed = ["ssh-key", "ssh-known-hosts", "filter", "sparse-checkout", "lfs", "submodules"];

/** Fetches a repository of the emulated GitHub, which decides whether the token may, and checks a commit out. */
export const checkout: StandIn = async (step) => {
  refuseInputs(step, [...notRehearsed, "github-server-url"]);
  const repository = step.input("repository");
  if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
    throw new Error(`Invalid repository '${repository}'. Expected format {owner}/{repo}.`);
  const clone = new Clone({
    folder: emptyFolder(step),
    repository,
    server: step.variable("REHEARSAL_GITHUB_URL"),
    token: requiredToken(step),
  });
  await clone.begin();
  const wanted = await resolveRef(wantedOf(step, repository), clone);
  const depth = depthOf(step);
  await clone.fetch(refSpecs(wanted, { all: depth === 0, tags: step.flag("fetch-tags") }), depth);
  // What is wanted may have moved since the run began, or lie on no branch.
  if (depth === 0 && !(await clone.has(wanted)))
    await clone.fetch(refSpecs(wanted, { all: false, tags: false }), 0);
  await clone.checkOut(checkedOut(wanted));
  if (step.flag("persist-credentials")) await clone.persistToken();
  const commit = await clone.head();
  step.say(`${repository} at ${commit}`);
  return { ref: wanted.ref, commit };
};

/** Without a ref, that of the run; of another repository its default branch. */
function wantedOf(step: Step, repository: string): Wanted {
  const ref = step.input("ref");
  if (/^[0-9a-f]{40}$/i.test(ref)) return { ref: "", commit: ref.toLowerCase() };
  if (ref !== "" || repository.toLowerCase() !== step.variable("GITHUB_REPOSITORY").toLowerCase())
    return { ref, commit: "" };
  return { ref: step.variable("GITHUB_REF"), commit: step.variable("GITHUB_SHA") };
}

function requiredToken(step: Step): string {
  const token = step.input("token");
  if (token === "") throw new Error("Input required and not supplied: token");
  return token;
}

function depthOf(step: Step): number {
  const depth = Math.floor(Number(step.input("fetch-depth")));
  return Number.isNaN(depth) || depth < 0 ? 0 : depth;
}

/** The folder of the workspace that it goes to; what lay there is no clone of this repository, and goes. */
function emptyFolder({ workspace, ...step }: Step): string {
  const path = step.input("path") || ".";
  const folder = resolve(workspace, path);
  if (relative(workspace, folder).startsWith(".."))
    throw new Error(`Repository path '${folder}' is not under '${workspace}'`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  return folder;
}
