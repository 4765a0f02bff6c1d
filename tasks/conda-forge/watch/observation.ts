import type { Fault } from "../../program/fault.ts";
import type { Table } from "../../program/summary.ts";

/** Something that was looked at on conda-forge. */
export interface Observation {
  /** What it is: an address, or the feedstock's version. */
  readonly what: string;
  /** What was found, in a few words. */
  readonly found: string;
  /** Why a person is needed; null: nobody is. */
  readonly fault: Fault | null;
  /** Worth being told all the same. */
  readonly isNotable: boolean;
}

/** Nobody is needed. */
export function fine(what: string, found: string): Observation {
  return { what, found, fault: null, isNotable: false };
}

/** Nobody is needed yet. */
export function notable(what: string, found: string): Observation {
  return { what, found, fault: null, isNotable: true };
}

/** A person is needed. */
export function needed(what: string, found: string, mend: string): Observation {
  return { what, found, fault: { place: what, fault: found, mend }, isNotable: false };
}

/** All that was looked at. */
export function tableOf(title: string, observations: readonly Observation[]): Table {
  const rows = observations.map(({ what, found, fault, isNotable }) => {
    const verdict = fault === null ? (isNotable ? "see there" : "fine") : "needs a person";
    return [what, verdict, fault === null ? found : `${found}; ${fault.mend}`];
  });
  return { title, head: ["What", "Verdict", "Found"], rows };
}

/** When it is, and how long something may wait. */
export interface Patience {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly days: number;
}

const day = 24 * 60 * 60 * 1000;

/** Whole days since a time (milliseconds since 1970). */
export function daysSince({ now }: Patience, time: number): number {
  return Math.max(0, Math.floor((now - time) / day));
}

/** `1 day`, `3 days`. */
export function inDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
