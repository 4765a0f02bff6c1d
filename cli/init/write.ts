import { closeSync, existsSync, openSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { FaultsError } from "../../config/fault.ts";

/** The name of a stack as the commands find its file; Pulumi would take full stops besides. */
const stackName = /^[\w-]{1,100}$/;

/** The stack that is asked for, or the one that a new file's name says, or the package's. Throws a FaultsError. */
export function stackOf(
  asked: { readonly stack?: string; readonly output?: string },
  name: string | null,
): string {
  const inFile = /^Pulumi\.(.+)\.yaml$/.exec(basename(asked.output ?? ""))?.[1];
  const stack = asked.stack ?? inFile ?? name?.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, "-") ?? "prod";
  if (stackName.test(stack)) return stack;
  throw new FaultsError([
    {
      place: `--stack ${stack}`,
      fault: "is not the name of a stack",
      mend: "use letters, digits, underscores and hyphens",
    },
  ]);
}

/** Throws a FaultsError where something stands already. */
export function assertFree(path: string, shown: string): void {
  if (existsSync(path)) throw new FaultsError([taken(shown)]);
}

/** Writes a new file, and never over another. */
export function writeNew(path: string, shown: string, text: string): void {
  let file: number;
  try {
    file = openSync(path, "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new FaultsError([taken(shown)]);
    throw error;
  }
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function taken(place: string) {
  return {
    place,
    fault: "is there already, and is not overwritten",
    mend: "name another by --stack or --output, or remove it first; --stdout prints what would be written",
  };
}
