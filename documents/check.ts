import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fault } from "../config/fault.ts";
import type { Document } from "./document.ts";
import { Verdicts } from "./workflows/check/verdicts.ts";

/** Beside the project's other working files, which git ignores. */
const verdictsFile = join(import.meta.dirname, "..", ".slipway", "sound-workflows.json");

/** Checks every workflow among the documents as GitHub will read it, unless the very text was found sound before. */
export async function checkDocuments(
  documents: readonly Document[],
  options: { readonly verdicts?: string } = {},
): Promise<readonly Fault[]> {
  const verdicts = new Verdicts(options.verdicts ?? verdictsFile, checkers());
  const unknown = documents.filter(({ path, content }) => isWorkflow(path) && !verdicts.isSound(content));
  if (unknown.length === 0) return [];
  const { checkWorkflow } = await import("./workflows/check/check.ts");
  const faults = await Promise.all(unknown.map(checkWorkflow));
  const sound = unknown.filter((_, index) => faults[index]?.length === 0);
  verdicts.remember(sound.map(({ content }) => content));
  return faults.flat();
}

/** What the checks are made of: with another version of theirs or of the parser, no verdict counts. */
function checkers(): string {
  const parser = fileURLToPath(new URL("../package.json", import.meta.resolve("@actions/workflow-parser")));
  const files = [parser, ...["check", "standing"].flatMap(sourcesIn)];
  return files.map((file) => readFileSync(file, "utf8")).join("\n");
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(import.meta.dirname, "workflows", folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isWorkflow(path: string): boolean {
  return path.startsWith(".github/workflows/") && /\.ya?ml$/.test(path);
}
