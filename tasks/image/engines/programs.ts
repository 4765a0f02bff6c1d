import { TaskError } from "../../program/fault.ts";
import { type Ended, lastLines, runProgramFile } from "../../python/run.ts";
import type { EngineHost } from "./engine.ts";

/** How long one program of an engine may take (minutes). */
const minutes = 20;

/** What helps where a registry does not hand an image out. */
export const notThere = "look whether the registry has it by that digest; refresh the images' lock if not";

/** Runs a program of an engine; throws a TaskError where it is not there. What it runs sees no token of the job. */
export async function runEngineProgram(
  program: string,
  args: readonly string[],
  host: EngineHost,
): Promise<Ended> {
  const kept = Object.entries(host.variables).filter(([name]) => !/^(?:GH|GITHUB|ACTIONS)_/i.test(name));
  const ended = await runProgramFile(program, args, { variables: Object.fromEntries(kept), minutes });
  if (ended !== null) return ended;
  throw new TaskError([
    { place: program, fault: "is not on the PATH", mend: "install it, or choose another --engine" },
  ]);
}

/** Requires that a program ended well, and answers what it printed. */
export function printed(place: string, ended: Ended, mend: string): string {
  if (ended.code === 0) return ended.out;
  throw new TaskError([{ place, fault: `failed: ${lastLines(ended)}`, mend }]);
}
