import { rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, matchesGlob, resolve } from "node:path";
import { type Artifact, Artifacts } from "../../artifacts/service.ts";
import { unpackTar } from "../../artifacts/tar.ts";
import { refuseInputs } from "../../step/not-rehearsed.ts";
import type { StandIn, Step } from "../../step/step.ts";

/** Fetches what jobs of the same run kept. */
export const downloadArtifact: StandIn = async (step) => {
  // With a token, artifacts of other runs are meant.
  refuseInputs(step, ["github-token", "skip-decompress"]);
  const artifacts = new Artifacts(step.variables);
  const chosen = choose(step, await artifacts.list());
  const path = resolve(step.workspace, step.input("path").replace(/^~(?=\/|$)/, homedir()));
  for (const artifact of chosen.artifacts) {
    const folder = chosen.apart ? join(path, artifact.name) : path;
    await fetchOne(artifact, { step, artifacts, folder });
  }
  step.say(`Total of ${chosen.artifacts.length} artifact(s) downloaded`);
  return { "download-path": path };
};

interface Chosen {
  readonly artifacts: readonly Artifact[];
  /** Whether each has a folder of its own. */
  readonly apart: boolean;
}

function choose(step: Step, all: readonly Artifact[]): Chosen {
  const [name, ids, pattern] = ["name", "artifact-ids", "pattern"].map((one) => step.input(one));
  const merged = step.flag("merge-multiple");
  if (name && ids)
    throw new Error("Inputs 'name' and 'artifact-ids' cannot be used together. Please specify only one.");
  if (name) {
    const found = all.find((one) => one.name === name);
    if (found !== undefined) return { artifacts: [found], apart: false };
    throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`);
  }
  if (ids) {
    const found = byIds(ids, all, step);
    return { artifacts: found, apart: !merged && found.length > 1 };
  }
  const artifacts = pattern ? all.filter((one) => matchesGlob(one.name, pattern)) : all;
  return { artifacts, apart: !merged };
}

function byIds(ids: string, all: readonly Artifact[], step: Step): readonly Artifact[] {
  const wanted = ids
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  const strange = wanted.find((id) => !all.some((one) => one.id === id) && !/^[\w-]+$/.test(id));
  if (strange !== undefined) throw new Error(`Invalid artifact ID: '${strange}'. Must be a number.`);
  const found = all.filter(({ id }) => wanted.includes(id));
  if (found.length === 0) throw new Error("None of the provided artifact IDs were found");
  const missing = wanted.filter((id) => !found.some((one) => one.id === id));
  if (missing.length > 0) step.warn(`Could not find the following artifact IDs: ${missing.join(", ")}`);
  return found;
}

interface Fetching {
  readonly step: Step;
  readonly artifacts: Artifacts;
  readonly folder: string;
}

async function fetchOne(artifact: Artifact, { step, artifacts, folder }: Fetching): Promise<void> {
  const archive = join(step.temp, `${crypto.randomUUID()}.tar`);
  try {
    const digest = await artifacts.fetch(artifact.id, archive);
    if (digest !== artifact.digest.replace(/^sha256:/, "")) tellDamage(artifact, step);
    const files = await unpackTar(archive, folder);
    step.say(`${artifact.name}: ${files.length} files`);
  } finally {
    rmSync(archive, { force: true });
  }
}

function tellDamage({ name }: Artifact, step: Step): void {
  const told = `The digest of ${name} does not match the one that was kept with it`;
  const what = step.input("digest-mismatch");
  if (what === "error") throw new Error(told);
  if (what === "warn") step.warn(told);
  else if (what === "info") step.say(told);
}
