import type { PulumiFn } from "@pulumi/pulumi/automation/workspace.js";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";

/** A program that this process runs for the engine. */
export interface LoadedProgram {
  /** Begins to load it, so that it is there when the engine asks. */
  load(): void;
  readonly run: PulumiFn;
  /** The faults it named; in the engine's events they are but text. */
  faults(): readonly Fault[];
}

/** The default export of a file, as a program. */
export function loadProgram(file: string): LoadedProgram {
  let loading: Promise<{ readonly default: PulumiFn }> | undefined;
  let faults: readonly Fault[] = [];
  const load = () => {
    loading ??= import(pathToFileURL(file).href) as Promise<{ readonly default: PulumiFn }>;
    return loading;
  };
  return {
    load() {
      // What goes wrong shows when it is run.
      load().catch(() => {});
    },
    faults: () => faults,
    async run() {
      try {
        return await (await load()).default();
      } catch (error) {
        if (!(error instanceof FaultsError)) throw error;
        faults = error.faults;
        const { RunError } = await import("@pulumi/pulumi");
        // Without a stack trace: where in the program it was thrown helps no operator.
        throw new RunError(error.message);
      }
    },
  };
}

/** Not Pulumi.yaml's `main`, which only checks Node before it loads this one. */
const ownProgram = fileURLToPath(new URL("../../index.ts", import.meta.url));

/** The file of the program: Slipway's own, or the one that is named. Throws a FaultsError where it is not there. */
export function programFile(cwd: string, named?: string): string {
  if (named === undefined) return ownProgram;
  const file = resolve(cwd, named);
  if (existsSync(file)) return file;
  throw new FaultsError([{ place: `--program ${named}`, fault: "does not exist", mend: "name a file" }]);
}
