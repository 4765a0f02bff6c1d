import type { Table } from "../../program/summary.ts";

/** What became of one entry of a lock. */
export interface Change {
  /** File of the lock: `tests.txt`. */
  readonly lock: string;
  /** A package, or an image. */
  readonly what: string;
  /** Empty: it is new. */
  readonly from: string;
  /** Empty: it is gone. */
  readonly to: string;
  /** Whole days that it has been out; null: not told. */
  readonly age: number | null;
  /** What is to be looked at; empty: nothing. */
  readonly note: string;
}

/** What became of a lock, or of all. */
export interface Report {
  readonly changes: readonly Change[];
  /** What could not be had, or is newer than it should be: sentences. */
  readonly notices: readonly string[];
}

/** Several reports as one. */
export function joined(reports: readonly Report[]): Report {
  return {
    changes: reports.flatMap(({ changes }) => changes),
    notices: reports.flatMap(({ notices }) => notices),
  };
}

/** All changes as a table of the summary, or of a pull request. */
export function changeTable(changes: readonly Change[]): Table {
  const rows = changes.map(({ lock, what, from, to, age, note }) => {
    const days = age === null ? "" : String(age);
    return [lock, what, from || "(new)", to || "(gone)", days, note];
  });
  return {
    title: "Changes to the locks",
    head: ["Lock", "Package", "From", "To", "Age in days", "Note"],
    rows,
  };
}

/** Whole days since a time in milliseconds. */
export function daysSince(time: number): number {
  return Math.max(0, Math.floor((Date.now() - time) / 86_400_000));
}
