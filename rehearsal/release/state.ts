import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { KeptJobs } from "../workflow-run/ground.ts";

/** What a rehearsed release leaves for the next one of its stack. */
export interface ReleaseState {
  /** Of what it was made of: where that is other now, nothing goes on. */
  readonly basis: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  /** What was changed in the rehearsal's repository alone. */
  readonly changes: readonly string[];
  /** Number of the run that goes on, and its attempt. */
  readonly run: number;
  readonly attempt: number;
  readonly event: "push" | "workflow_dispatch";
  readonly inputs: Readonly<Record<string, string>>;
  readonly result: "running" | "failed" | "succeeded";
  readonly kept: KeptJobs;
}

/** What an earlier rehearsal left; null: nothing that can be used. */
export function readState(file: string): ReleaseState | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ReleaseState;
  } catch {
    // Written in one step: what is broken was broken by hand, and a rehearsal can be made again.
    return null;
  }
}

export function writeState(file: string, state: ReleaseState): void {
  writeFileSync(`${file}.partial`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.partial`, file);
}
