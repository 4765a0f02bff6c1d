import { readFileSync } from "node:fs";
import { join } from "node:path";
import { taskPath } from "../delivery-paths.ts";
import type { Document } from "../document.ts";
import { headerOf, type Origin } from "../header.ts";

/** Programs that the workflows run; each was bundled into one file, since a preview has no time to. */
export const taskNames = [
  "build-image",
  "check-files",
  "check-publisher",
  "check-recipe",
  "clean-images",
  "compare-builds",
  "conda-recipe",
  "coverage",
  "draft-release",
  "installation-docs",
  "ledger",
  "lock-image",
  "lock-tests",
  "normalise-sdist",
  "preflight",
  "propose",
  "publish-release",
  "push-image",
  "refresh-locks",
  "resume",
  "sbom",
  "submit-recipe",
  "tag-image",
  "verify-image",
  "verify-release",
  "watch-feedstock",
] as const;

export type TaskName = (typeof taskNames)[number];

/** The programs as they are delivered. */
export function taskDocuments(origin: Origin): readonly Document[] {
  const header = headerOf(origin, "//");
  return taskNames.map((name) => ({ path: taskPath(name), content: `${header}\n${bundleOf(name)}` }));
}

/** How a step runs a program, from the repository's root. */
export function taskCommand(name: TaskName): string {
  return `node ${taskPath(name)}`;
}

function bundleOf(name: TaskName): string {
  return readFileSync(join(import.meta.dirname, `${name}.mjs`), "utf8");
}
