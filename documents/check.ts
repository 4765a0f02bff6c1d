import { join } from "node:path";
import type { Fault } from "../config/fault.ts";
import type { Document } from "./document.ts";
import { Verdicts } from "./workflows/check/verdicts.ts";

/** Names the checks; to be raised whenever they or GitHub's parser change. */
const checker = "1, workflow-parser 0.3.61";

/** Beside the project's other working files, which git ignores. */
const verdictsFile = join(import.meta.dirname, "..", ".slipway", "sound-workflows.json");

/** Checks every workflow among the documents as GitHub will read it, unless the very text was found sound before. */
export async function checkDocuments(
  documents: readonly Document[],
  options: { readonly verdicts?: string } = {},
): Promise<readonly Fault[]> {
  const verdicts = new Verdicts(options.verdicts ?? verdictsFile, checker);
  const unknown = documents.filter(({ path, content }) => isWorkflow(path) && !verdicts.isSound(content));
  if (unknown.length === 0) return [];
  const { checkWorkflow } = await import("./workflows/check/check.ts");
  const faults = await Promise.all(unknown.map(checkWorkflow));
  const sound = unknown.filter((_, index) => faults[index]?.length === 0);
  verdicts.remember(sound.map(({ content }) => content));
  return faults.flat();
}

function isWorkflow(path: string): boolean {
  return path.startsWith(".github/workflows/") && /\.ya?ml$/.test(path);
}
