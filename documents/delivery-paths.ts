/** Where the pipeline's files lie in the package's repository; all but the workflows in one folder. */
const folder = ".github/slipway";
export const buildRequirementsPath = `${folder}/requirements/build.txt`;
export const backendRequirementsPath = `${folder}/requirements/backend.txt`;
/** What lists a bill of materials, and what verifies an index's attestations. */
export const sbomRequirementsPath = `${folder}/requirements/sbom.txt`;
export const attestationsRequirementsPath = `${folder}/requirements/attestations.txt`;
export const condaRequirementsPath = `${folder}/requirements/conda.txt`;
export const testRequirementsPath = `${folder}/requirements/test.txt`;
/** Locks that the repository keeps itself: pull requests refresh them, and no delivery touches them. */
export const locksFolder = `${folder}/locks`;
export const declarationPath = `${folder}/release.json`;
export const dockerfilePath = `${folder}/image/Dockerfile`;
/** The repository's own lock of base images, which its upkeep writes; it goes before the one that is delivered. */
export const imageLockPath = `${folder}/locks/images.json`;
export const cibuildwheelPath = `${folder}/cibuildwheel.toml`;

/** All of the above, as a filter of changed files. */
export const deliveredFolder = `${folder}/**`;

/** Where a program lies that workflows run: by its own name. */
export function taskPath(name: string): string {
  return `${folder}/tasks/${name}.mjs`;
}

export function workflowPath(fileName: string): string {
  return `.github/workflows/${fileName}`;
}

/** File name of the workflow that keeps things up between releases; others start it by that name. */
export const upkeepFileName = "upkeep.yml";
