import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Mark, endProcesses } from "./leftovers.ts";

/** Beside the folder of a job. */
const ending = ".processes";

/** Keeps what a job's processes are known by until they have ended: a rehearsal may be killed before. */
export function keepMark(jobFolder: string, mark: Mark): void {
  writeFileSync(`${jobFolder}${ending}`, JSON.stringify(mark), { mode: 0o600 });
}

export function forgetMark(jobFolder: string): void {
  rmSync(`${jobFolder}${ending}`, { force: true });
}

/** Ends what a rehearsal that was killed left running; `runs` has a folder for each run, and in it one for each attempt. */
export async function endLeftRunning(runs: string): Promise<void> {
  for (const file of marksBelow(runs)) {
    const mark = readMark(file);
    if (mark !== null) await endProcesses(mark, 0);
    rmSync(file, { force: true });
  }
}

function marksBelow(runs: string): readonly string[] {
  const attempts = foldersIn(runs).flatMap(foldersIn);
  return attempts.flatMap((attempt) =>
    readdirSync(attempt)
      .filter((name) => name.endsWith(ending))
      .map((name) => join(attempt, name)),
  );
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

/** Null: it was killed while it wrote this, before anything was started. */
function readMark(file: string): Mark | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Mark;
  } catch {
    return null;
  }
}
