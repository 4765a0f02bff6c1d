import { type Fault, TaskError } from "../program/fault.ts";
import type { Table } from "../program/summary.ts";

/** What a check found. */
export interface Finding {
  /** What was looked at: `Tag`. */
  readonly check: string;
  /** What it is, in a few words: `v1.2.0 names version 1.2.0`. */
  readonly found: string;
  /** What keeps a release from being made. */
  readonly faults: readonly Fault[];
  /** What is told, and keeps nothing from being done. */
  readonly notices: readonly string[];
}

/** Makes a finding of what was found and is wrong. */
export function finding(
  check: string,
  found: string,
  { faults = [], notices = [] }: Partial<Pick<Finding, "faults" | "notices">> = {},
): Finding {
  return { check, found, faults, notices };
}

/** Runs a check; what kept it from being made is its fault, so that the other checks are made all the same. */
export async function settled(check: string, run: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return finding(check, "could not be checked", { faults: error.faults });
  }
}

/** All findings as a table, those with faults too. */
export function tableOf(title: string, findings: readonly Finding[]): Table {
  const rows = findings.map((one) => [one.check, verdictOf(one), toldOf(one)]);
  return { title, head: ["Check", "Verdict", "Found"], rows };
}

/** Throws all faults of all findings as one TaskError, if there are any. */
export function requireSound(findings: readonly Finding[]): void {
  const faults = findings.flatMap((one) => one.faults);
  if (faults.length > 0) throw new TaskError(faults);
}

/** In words: a summary is read by people, and by screen readers. */
function verdictOf({ faults, notices }: Finding): string {
  if (faults.length > 0) return "stops the release";
  return notices.length > 0 ? "passed, see there" : "passed";
}

function toldOf({ found, faults, notices }: Finding): string {
  return [found, ...notices, ...faults.map(({ place, fault }) => `${place} ${fault}`)].join("; ");
}
