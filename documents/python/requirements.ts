import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan.ts";

/** The build's own tools, each by version and hash. */
export const buildRequirements = read("build-requirements.txt");

/** What lists a bill of materials (cyclonedx-bom), and what verifies an index's attestations (pypi-attestations). */
export const sbomRequirements = read("sbom-requirements.txt");
export const attestationsRequirements = read("attestations-requirements.txt");

/** What renders a conda recipe (py-rattler-build). */
export const condaRequirements = read("conda-requirements.txt");

/** Installs what a file locks and nothing else, as wheels, so that nothing runs code of its own to install. */
export const installLocked = "python -m pip install --require-hashes --no-deps --only-binary :all:";

/** The build backends that most packages use, and what they need. */
export const knownBackends = read("backend-requirements.txt");

/** Versions of what is locked for every package, by the name as an index spells it: `flit-core`. */
export const lockedBackends: ReadonlyMap<string, string> = new Map(
  [...knownBackends.matchAll(/^([a-z0-9-]+)==([^\s;]+)/gm)].map(([, name = "", version = ""]) => [
    name,
    version,
  ]),
);

/** The package's build backend and what it needs, each by version and hash: the operator's, or those that are common. */
export function backendRequirements({ package: { buildRequires } }: Plan): string {
  if (buildRequires.length === 0) return knownBackends;
  return buildRequires.map((requirement) => `${requirement}\n`).join("");
}

/** What a pure package's tests need beside the wheel; null if that is nothing. */
export function testRequirements({ package: { tests } }: Plan): string | null {
  if (tests.command === null || tests.requires.length === 0) return null;
  return tests.requires.map((requirement) => `${requirement}\n`).join("");
}

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, file), "utf8");
}
