import type { Plan } from "../../../plan/plan.ts";
import { expression, needsOutput, runner } from "../syntax/expressions.ts";
import type { Expression } from "../syntax/expressions.ts";
import type { StepDraft } from "../syntax/workflow.ts";

/** The folder of the built files, outside of the sources, so that no build sees another's output. */
export const distFolder = `${expression(runner("temp"))}/dist`;

/** Artifacts that hold files to publish: `dist-sdist`, `dist-linux-x86_64`. */
const prefix = "dist-";
const purePart = "pure";
const sdistPart = "sdist";

/** What an earlier run of the release left: files that were attested, and the draft's state. */
const heldArtifact = "held";
/** What the tests install beside the package. */
const locksArtifact = "locks";
/** What goes on the GitHub release beside the files: provenance and bill of materials. */
const extraPrefix = "extra-";
/** Images by architecture: `image-amd64`. */
const imagePrefix = "image-";

/** What the build job leaves: both files of a pure package, the sdist alone of a native one. */
export function builtPart(plan: Plan): string {
  return plan.package.kind === "pure" ? purePart : sdistPart;
}

export function uploadFiles(part: string, path: string): StepDraft {
  return { ...keep("upload", "Keep the built files", { name: `${prefix}${part}`, path: `${path}/*` }) };
}

/** Fetches what the build job left. */
export function downloadBuilt(plan: Plan): StepDraft {
  return downloadFiles(builtPart(plan), "dist");
}

/** Fetches the files of one part. */
export function downloadFiles(part: string, path: string): StepDraft {
  return fetch("download", "Fetch the built files", { name: `${prefix}${part}`, path });
}

/** Fetches every file to publish into one folder. */
export function downloadAll(): StepDraft {
  return fetch("download", "Fetch the built files", {
    pattern: `${prefix}*`,
    path: "dist",
    "merge-multiple": true,
  });
}

/** Fetches exactly the artifact that an earlier job names by its id. */
export function downloadById(id: Expression): StepDraft {
  return fetch("download", "Fetch what the index lacks", { "artifact-ids": id, path: "dist" });
}

export function uploadMissing(channel: string, path: string): StepDraft {
  return keep("upload", "Keep what the index lacks", { name: `publish-${channel}`, path: `${path}/*` });
}

export function uploadHeld(path: string): StepDraft {
  return keep("upload", "Keep what an earlier run left", { name: heldArtifact, path: `${path}/*` });
}

/** By its id: under its name, code that a job of an earlier attempt ran may have put something else. */
export function downloadHeld(path: string): StepDraft {
  const id = expression(needsOutput("resume", "artifact-id"));
  return fetch("download-held", "Fetch what an earlier run left", { "artifact-ids": id, path });
}

export function uploadLocks(path: string): StepDraft {
  return keep("upload-locks", "Keep the lock", { name: locksArtifact, path: `${path}/*` });
}

export function downloadLocks(): StepDraft {
  return fetch("download-locks", "Fetch the lock", { name: locksArtifact, path: "locks" });
}

export function uploadExtra(name: string, path: string): StepDraft {
  return keep("upload", "Keep it for the release", { name: `${extraPrefix}${name}`, path });
}

/** None is there where an earlier run had drafted the release. */
export function downloadExtras(): StepDraft {
  return fetch("download-extras", "Fetch provenance and bill of materials", {
    pattern: `${extraPrefix}*`,
    path: "extra",
    "merge-multiple": true,
  });
}

/** The image of one architecture, and the list of what it is made of. */
export function uploadImage(architecture: string, path: string): StepDraft {
  return keep("upload", "Keep the image", { name: `${imagePrefix}${architecture}`, path });
}

/** Fetches the images of both architectures into one folder. */
export function downloadImages(path: string): StepDraft {
  return fetch("download", "Fetch the images", { pattern: `${imagePrefix}*`, path, "merge-multiple": true });
}

/** What a job without rights made, for one that may write it into the repository. */
export function uploadChange(name: string, path: string): StepDraft {
  return keep("upload", "Keep it for the pull request", { name, path });
}

export function downloadChange(name: string, path: string): StepDraft {
  return fetch("download", "Fetch what is proposed", { name, path });
}

/** A job that runs again replaces what it had left. */
function keep(
  id: string,
  name: string,
  artifact: { readonly name: string; readonly path: string },
): StepDraft {
  return {
    id,
    name,
    uses: "actions/upload-artifact",
    with: { ...artifact, "if-no-files-found": "error", overwrite: true, "compression-level": 0 },
  };
}

function fetch(id: string, name: string, inputs: Readonly<Record<string, string | boolean>>): StepDraft {
  return { id, name, uses: "actions/download-artifact", with: inputs };
}
