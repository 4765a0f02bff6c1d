import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { normalizeName } from "../index/file-name.ts";
import { TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { compareLocks, renewal } from "./compare.ts";
import { type Wanted, compileLock } from "./compile.ts";
import { type Pin, readLock } from "./read.ts";

/** A lock that a run needs. */
export interface Settling {
  readonly wanted: Wanted;
  /** What it locks, for people: `What the tests install`. */
  readonly what: string;
  /** File that it is written to. */
  readonly out: string;
  /** The repository's own; need not be there. */
  readonly committed: string;
  /** Days that a file must have been on the index to be locked anew. */
  readonly cooldown: number;
}

/** How a task tells what it does. */
export type Telling = Pick<TaskCall, "variables" | "say">;

/** Takes the committed lock to the byte if it still fits, or stops; resolves anew where there is none. */
export function settleLock(settling: Settling, call: Telling): Promise<void> {
  return existsSync(settling.committed) ? useCommitted(settling, call) : resolveAnew(settling, call);
}

/**
 * Resolved again with the committed versions preferred: what comes out otherwise, the lock does not meet. Throws a
 * TaskError where it does not fit, or there is none.
 */
export async function useCommitted(
  { wanted, out, committed: place }: Settling,
  call: Telling,
): Promise<void> {
  if (!existsSync(place)) throw new TaskError([{ place, fault: "is not there", mend: renewal }]);
  const committed = readLock(place, readFileSync(place, "utf8"));
  requireOthers(place, committed, wanted.project);
  copyFileSync(place, out);
  await compileLock(wanted, { out, before: null }, call);
  const { faults, unneeded } = compareLocks(place, committed, pinsOf(out));
  if (faults.length > 0) throw new TaskError(faults);
  copyFileSync(place, out);
  call.say(`The committed lock ${place} fits.`);
  if (unneeded.length > 0) call.say(`Nothing needs these of it any more: ${unneeded.join(", ")}.`);
}

/** What was uploaded in the last days is left out, since a hijacked release is mostly found within them. */
async function resolveAnew(
  { wanted, what, out, committed, cooldown }: Settling,
  call: Telling,
): Promise<void> {
  const before = dayBefore(cooldown);
  try {
    await compileLock(wanted, { out, before }, call);
    call.say(`Resolved from what was uploaded before ${before}.`);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    rmSync(out, { force: true });
    await compileLock(wanted, { out, before: null }, call);
    annotate(
      call,
      "warning",
      `${what} needs what was uploaded since ${before}, and gets it; commit a lock to decide.`,
    );
  }
  annotate(
    call,
    "notice",
    `${what} was resolved in this run. To keep it, commit ${basename(out)} of the artifact locks as ${committed}.`,
  );
}

/** The day that many days ago: `2026-11-15`. */
export function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** An annotation on a runner, a line elsewhere. */
export function annotate(call: Telling, kind: "notice" | "warning", line: string): void {
  call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::${kind}::${line}` : line);
}

/** What a lock's file pins. */
export function pinsOf(file: string): readonly Pin[] {
  return readLock(file, readFileSync(file, "utf8"));
}

/** The package itself comes from the build: from a lock, an index's file of it would be installed in its place. */
function requireOthers(place: string, pins: readonly Pin[], project: string): void {
  if (!pins.some(({ name }) => name === normalizeName(project))) return;
  const mend = "take it out: the file that was built is installed";
  throw new TaskError([{ place, fault: `locks ${project} itself`, mend }]);
}
