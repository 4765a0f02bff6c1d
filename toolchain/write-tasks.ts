import { readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const project = fileURLToPath(new URL("..", import.meta.url));
/** The tasks' programs: what lies in the folders beside them is theirs. */
const sources = join(project, "tasks");
const bundles = join(project, "documents", "bundles");

/** Names of all tasks, sorted. */
export async function taskNames(): Promise<readonly string[]> {
  const files = await readdir(sources);
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .sort();
}

/** A task and all that it imports as one file, as readable as its sources, for the Node that runners bring along. */
export async function bundleTask(name: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: [join("tasks", `${name}.ts`)],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20.15",
    // Texts of one byte a letter: a preview reads all of them.
    charset: "ascii",
    legalComments: "eof",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

if (import.meta.main) {
  for (const name of await taskNames()) await writeFile(join(bundles, `${name}.mjs`), await bundleTask(name));
}
