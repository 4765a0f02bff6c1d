import { basename } from "node:path";
import { Artifacts } from "../../artifacts/service.ts";
import { type Found, findFiles } from "../../files/search.ts";
import type { StandIn, Step } from "../../step/step.ts";

/** Keeps files of a job for other jobs of its run. */
export const uploadArtifact: StandIn = async (step) => {
  const hidden = step.flag("include-hidden-files");
  const found = findFiles(step.lines("path"), { folder: step.workspace, hidden });
  const { name, files, root } = named(step, found);
  requireLevel(step.input("compression-level"));
  if (files.length === 0) {
    tellNone(step);
    return {};
  }
  const overwrite = step.flag("overwrite");
  const { id, digest } = await new Artifacts(step.variables).keep(
    { name, files, root, overwrite },
    step.temp,
  );
  step.say(`Artifact ${name} has been successfully uploaded: ${files.length} files, id ${id}`);
  const run = `https://github.com/${step.variable("GITHUB_REPOSITORY")}/actions/runs/${step.variable("GITHUB_RUN_ID")}`;
  return { "artifact-id": id, "artifact-url": `${run}/artifacts/${id}`, "artifact-digest": digest };
};

/** One file that is kept as it is has its own name. */
function named(step: Step, found: Found): Found & { readonly name: string } {
  if (step.flag("archive")) return { ...found, name: soundName(step.input("name")) };
  const [only = "", ...more] = found.files;
  if (more.length > 0) throw new Error("When 'archive' is set to false, only a single file can be uploaded");
  return { ...found, name: soundName(basename(only) || step.input("name")) };
}

function soundName(name: string): string {
  if (name === "") throw new Error("Provided artifact name input during validation is empty");
  const fault = /[":<>|*?\r\n\\/]/.exec(name)?.[0];
  if (fault === undefined) return name;
  throw new Error(`The artifact name is not valid: ${name}. Contains the following character: ${fault}`);
}

function requireLevel(level: string): void {
  if (!/^\d$/.test(level)) throw new Error("Invalid compression-level. Valid values are 0-9");
}

function tellNone(step: Step): void {
  const told = `No files were found with the provided path: ${step.input("path")}. No artifacts will be uploaded.`;
  const what = step.input("if-no-files-found");
  switch (what) {
    case "warn":
      return step.warn(told);
    case "ignore":
      return step.say(told);
    case "error":
      throw new Error(told);
    default:
      throw new Error(
        `Unrecognized if-no-files-found input. Provided: ${what}. Available options: warn, error, ignore`,
      );
  }
}
