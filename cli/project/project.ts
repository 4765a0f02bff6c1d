import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { suggestion } from "../../config/nearest.ts";
import { stacksIn } from "./stacks.ts";
import { yamlMap } from "./yaml-map.ts";
import type { YamlFile } from "./yaml-map.ts";

/** A Pulumi project: its folder, and what its Pulumi.yaml says. */
export interface Project {
  readonly folder: string;
  readonly name: string;
  /** The stacks that have a stack file, sorted. */
  readonly stacks: readonly string[];
}

/** Reads a project's Pulumi.yaml. Throws a FaultsError where there is none that tells its name. */
export function readProject(folder: string): Project {
  const file = join(folder, "Pulumi.yaml");
  if (!existsSync(file)) {
    const mend = "run the command in the project's folder, or name it by --cwd";
    throw new FaultsError([{ place: resolve(file), fault: "does not exist", mend }]);
  }
  const mend = "give it a name, such as `name: slipway`";
  const { name } = yamlMap({ name: resolve(file), text: readFileSync(file, "utf8") }, mend);
  if (typeof name !== "string") {
    throw new FaultsError([{ place: resolve(file), fault: "has no `name`", mend }]);
  }
  return { folder: resolve(folder), name, stacks: stacksIn(folder) };
}

/** A stack's file. Throws a FaultsError that names the stacks there are. */
export function readStackFile(project: Project, stack: string): YamlFile {
  if (!project.stacks.includes(stack)) {
    const known = project.stacks.length === 0 ? "there is none yet" : suggestion(stack, project.stacks);
    const list = project.stacks.join(", ") || "none";
    const fault = `is not a stack of this project, which has: ${list}`;
    const mend = `${known}, or write Pulumi.${stack}.yaml`;
    throw new FaultsError([{ place: `--stack ${stack}`, fault, mend }]);
  }
  const name = `Pulumi.${stack}.yaml`;
  return { name, text: readFileSync(join(project.folder, name), "utf8") };
}
