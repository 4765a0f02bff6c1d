import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TaskError } from "../../program/fault.ts";
import type { TaskCall } from "../../program/task.ts";
import { type Wanted, compileLock } from "../compile.ts";
import { type Pin, readLock } from "../read.ts";
import { dayBefore, pinsOf } from "../settle.ts";
import { uploadTimes } from "./ages.ts";
import { changesOf } from "./changes.ts";
import { type Report, daysSince } from "./report.ts";

/** Where locks are taken from and written to. */
export interface Renewing {
  /** Folder of the repository's own locks; need not be there. */
  readonly locks: string;
  /** Folder that the new ones are written to. */
  readonly out: string;
  /** Days that a file must have been on the index. */
  readonly cooldown: number;
}

/**
 * Resolves a lock anew from what has been out long enough. Where that can't be, the committed versions that still fit
 * are kept, and where not even that can be had now, the committed lock stays.
 */
export async function renewLock(
  name: string,
  wanted: Wanted,
  { renewing, call }: { readonly renewing: Renewing; readonly call: Pick<TaskCall, "variables"> },
): Promise<Report> {
  const [committed, out] = [join(renewing.locks, name), join(renewing.out, name)];
  const restore = () => (existsSync(committed) ? copyFileSync(committed, out) : rmSync(out, { force: true }));
  const before = committedPins(committed);
  const day = dayBefore(renewing.cooldown);
  const young = await failureOf(compileLock(wanted, { out, before: day }, call));
  if (young === null) return await reported(name, { wanted, before, committed, out, notices: [] }, call);
  restore();
  const lost = await failureOf(compileLock(wanted, { out, before: null }, call));
  if (lost === null) {
    const notices = [`${name} needs what was uploaded since ${day}, and gets it: ${young}`];
    return await reported(name, { wanted, before, committed, out, notices }, call);
  }
  restore();
  const state = existsSync(committed) ? "stays as it is" : "could not be made";
  return { changes: [], notices: [`${name} ${state}: ${lost}`] };
}

interface Renewed {
  readonly wanted: Wanted;
  readonly before: readonly Pin[];
  readonly committed: string;
  readonly out: string;
  readonly notices: readonly string[];
}

/** A lock that says the same in other words stays as somebody wrote it. */
async function reported(
  name: string,
  { wanted, before, committed, out, notices }: Renewed,
  call: Pick<TaskCall, "variables">,
): Promise<Report> {
  const after = pinsOf(out);
  const changes = changesOf(name, before, after);
  if (changes.length === 0 && existsSync(committed)) copyFileSync(committed, out);
  const changed = new Set(changes.map(({ what }) => what));
  const times = await uploadTimes(
    after.filter((pin) => changed.has(pin.name)),
    wanted.python,
    call,
  );
  const ages = changes.map((change) => {
    const own = change.to.split(" and ").flatMap((version) => times.get(`${change.what}==${version}`) ?? []);
    return { ...change, age: own.length === 0 ? null : daysSince(Math.max(...own)) };
  });
  return { changes: ages, notices };
}

/** None of a lock that is missing or damaged: it is then replaced. */
function committedPins(file: string): readonly Pin[] {
  if (!existsSync(file)) return [];
  try {
    return readLock(file, readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof TaskError) return [];
    throw error;
  }
}

/** What keeps it from being resolved; null: nothing. */
async function failureOf(compiled: Promise<void>): Promise<string | null> {
  try {
    await compiled;
    return null;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
  }
}
