import {
  appendFileSync,
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { Stats } from "node:fs";
import { dirname } from "node:path";
import { FaultsError } from "../../config/fault.ts";

/** A folder that only its owner may enter. Throws a FaultsError for a link: its target is somebody's for something else. */
function makePrivateFolder(folder: string): void {
  const known = lstatSync(folder, { throwIfNoEntry: false });
  if (known?.isSymbolicLink()) throw unfit(folder, "is a link, and a folder is needed");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** Writes a file that only its owner may read: whole or not at all, whenever this process is killed. */
export function writePrivately(file: string, text: string): void {
  makePrivateFolder(dirname(file));
  // Two commands may be at it at once, before one of them is refused.
  const draft = `${file}.${process.pid}.draft`;
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw at(file, error);
  }
}

/** Adds to such a file. */
export function appendPrivately(file: string, text: string): void {
  try {
    appendFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw at(file, error);
  }
}

/** The system names no file where its disk is full. */
function at(path: string, error: unknown): unknown {
  return error instanceof Error ? Object.assign(error, { path }) : error;
}

/** The longest that is read (bytes); a journal of a stack's every resource has a few million. */
const longest = 64 * 1024 * 1024;

/**
 * The text of a file of this user; null where there is none. Throws a FaultsError for anything else: what it says would
 * end processes and change the state.
 */
export function readIfThere(file: string): string | null {
  let handle: number;
  try {
    // Neither through a link nor waiting for whoever may write into a pipe. (Windows has neither flag: undefined is 0.)
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw code === "ELOOP" ? unfit(file, "is a link, and a file is needed") : error;
  }
  try {
    const fault = unfitness(fstatSync(handle));
    if (fault !== null) throw unfit(file, fault);
    return readFileSync(handle, "utf8");
  } finally {
    closeSync(handle);
  }
}

function unfitness(stats: Stats): string | null {
  if (!stats.isFile()) return "is no file, and one is needed";
  if (process.getuid && stats.uid !== process.getuid())
    return "belongs to another user, who ran an update here";
  return stats.size > longest ? "is longer than any record of an update" : null;
}

function unfit(place: string, fault: string): FaultsError {
  return new FaultsError([{ place, fault, mend: "see that no update of the stack runs, then remove it" }]);
}
