import type { Plan } from "../../../plan/plan.ts";
import { expression, runner } from "../syntax/expressions.ts";
import type { StepDraft } from "../syntax/workflow.ts";

/** The folder of the built files, outside of the sources, so that no build sees another's output. */
export const distFolder = `${expression(runner("temp"))}/dist`;

/** Artifacts that hold files to publish: `dist-sdist`, `dist-linux-x86_64`. */
const prefix = "dist-";
const purePart = "pure";
const sdistPart = "sdist";

/** What the build job leaves: both files of a pure package, the sdist alone of a native one. */
export function builtPart(plan: Plan): string {
  return plan.package.kind === "pure" ? purePart : sdistPart;
}

export function uploadFiles(part: string, path: string): StepDraft {
  return {
    id: "upload",
    name: "Keep the built files",
    uses: "actions/upload-artifact",
    with: {
      name: `${prefix}${part}`,
      path: `${path}/*`,
      "if-no-files-found": "error",
      "compression-level": 0,
    },
  };
}

/** Fetches what the build job left. */
export function downloadBuilt(plan: Plan): StepDraft {
  return {
    id: "download",
    name: "Fetch the built files",
    uses: "actions/download-artifact",
    with: { name: `${prefix}${builtPart(plan)}`, path: "dist" },
  };
}

/** Fetches every file to publish into one folder. */
export function downloadAll(): StepDraft {
  return {
    id: "download",
    name: "Fetch the built files",
    uses: "actions/download-artifact",
    with: { pattern: `${prefix}*`, path: "dist", "merge-multiple": true },
  };
}
