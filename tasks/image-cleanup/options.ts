import { MisuseError } from "../program/fault.ts";
import type { Ages } from "./survey.ts";

const day = 24 * 60 * 60 * 1000;

/** What is kept for its age; throws a MisuseError where `days` is no number of days from 1 to 3650. */
export function agesOf(days: string, now: number): Ages {
  const count = /^\d{1,4}$/.test(days) ? Number(days) : 0;
  // What is pushed right now has no tag yet: a day is the least.
  if (count >= 1 && count <= 3650)
    return { since: now - count * day, why: `younger than ${count} ${count === 1 ? "day" : "days"}` };
  throw new MisuseError({
    place: "--keep-days",
    fault: "is not a number of days from 1 to 3650",
    mend: "write --keep-days 30",
  });
}

/** Throws a MisuseError where it is neither `true` nor `false`; what a workflow was not told is empty. */
export function dryRunOf(text: string): boolean {
  if (text === "true") return true;
  if (text === "false" || text === "") return false;
  const mend = "write --dry-run true";
  throw new MisuseError({ place: "--dry-run", fault: "is neither true nor false", mend });
}
