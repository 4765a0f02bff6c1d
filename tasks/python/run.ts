import { execFile } from "node:child_process";
import { TaskError } from "../program/fault.ts";

/** How a program ended, and what it wrote. */
export interface Ended {
  /** Exit code; 1 where it ended by a signal. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a program is run in. */
export interface RunIn {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** @default the task's own */
  readonly folder?: string;
  /** How long it may take (minutes). @default 10 */
  readonly minutes?: number;
}

/** Most that a program may write (bytes). */
const mostOutput = 64 * 2 ** 20;

/** Runs a program without a shell; null where there is none of that name. */
export function runProgramFile(
  program: string,
  args: readonly string[],
  { variables, folder, minutes = 10 }: RunIn,
): Promise<Ended | null> {
  return new Promise((resolve) => {
    const options = {
      env: { ...variables },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes * 60_000,
      windowsHide: true,
      ...(folder !== undefined && { cwd: folder }),
    } as const;
    execFile(program, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve(null);
      else resolve({ code: codeOf(error), out, err });
    });
  });
}

/** Runs the `python` of the PATH, or `python3` where there is none; throws a TaskError where there is neither. */
export async function runPython(args: readonly string[], where: RunIn): Promise<Ended> {
  for (const program of ["python", "python3"]) {
    const ended = await runProgramFile(program, args, where);
    if (ended !== null) return ended;
  }
  throw new TaskError([{ place: "python", fault: "is not on the PATH", mend: "set Python up first" }]);
}

/** The last lines that a program wrote, as one: where it says why it failed. */
export function lastLines({ out, err }: Ended, count = 6): string {
  const lines = (err.trim() === "" ? out : err).split(/\r?\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .slice(-count)
    .join(" | ");
}

function codeOf(error: (Error & { code?: string | number | null | undefined }) | null): number {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : 1;
}
