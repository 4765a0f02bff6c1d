import { join } from "node:path";
import { TaskError } from "../program/fault.ts";
import { type Ended, type RunIn, lastLines, runProgramFile, runPython } from "./run.ts";

/**
 * A virtual environment that holds nothing but what is installed into it. What runs in it sees no token, and no file by
 * which a job's steps are told anything.
 */
export interface Environment {
  /** Runs its Python. */
  python(args: readonly string[], where: RunIn): Promise<Ended>;
  /** Runs pip on it: the pip of the Python that made it, so that none stands in it itself. */
  pip(args: readonly string[], where: RunIn): Promise<Ended>;
}

/** Makes one in a folder that is not there yet; throws a TaskError where Python can't. */
export async function makeEnvironment(folder: string, where: RunIn): Promise<Environment> {
  const made = await runPython(["-m", "venv", "--without-pip", folder], where);
  if (made.code !== 0) {
    const fault = `can't be made: ${lastLines(made)}`;
    throw new TaskError([
      { place: "virtual environment", fault, mend: "set up a Python that has venv and pip" },
    ]);
  }
  const onWindows = process.platform === "win32";
  const program = onWindows ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  return {
    async python(args, given) {
      const ended = await runProgramFile(program, args, withoutJob(given));
      return ended ?? { code: 1, out: "", err: `${program} is not there` };
    },
    pip: (args, given) =>
      runPython(["-m", "pip", "--disable-pip-version-check", "--python", folder, ...args], withoutJob(given)),
  };
}

function withoutJob({ variables, ...where }: RunIn): RunIn {
  const kept = Object.entries(variables).filter(([name]) => !/^(GH|GITHUB|ACTIONS)_/i.test(name));
  return { ...where, variables: Object.fromEntries(kept) };
}
