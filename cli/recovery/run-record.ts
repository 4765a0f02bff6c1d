import { rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, writePrivately } from "./private-file.ts";
import { bootOf, identify } from "./processes.ts";

const identity = z.object({ pid: z.number().int().positive(), began: z.string(), command: z.string() });

const runRecord = z.object({
  host: z.string(),
  boot: z.string(),
  operation: z.string(),
  /** This project's command. */
  command: identity,
  engine: identity.nullable(),
  /** The plugins that the engine started. */
  plugins: z.array(identity.extend({ label: z.string() })),
});

/** Which processes a run of the engine consists of. */
export type RunRecord = z.infer<typeof runRecord>;

/** Where what is known of a stack's run is kept while it runs. */
export interface RunFiles {
  readonly record: string;
  readonly journal: string;
}

/** The files of a stack, in a folder that only the operator may enter: `.slipway/run`. */
export function runFiles(folder: string, stack: string): RunFiles {
  const name = join(folder, encodeURIComponent(stack));
  return { record: `${name}.json`, journal: `${name}.journal` };
}

/** The record of a run that this process begins. */
export function newRecord(operation: string): RunRecord {
  const self = identify(process.pid);
  const { pid, began, command } = self ?? { pid: process.pid, began: "", command: "" };
  return {
    host: hostname(),
    boot: bootOf(),
    operation,
    command: { pid, began, command },
    engine: null,
    plugins: [],
  };
}

/** The record of the last run that did not end in order; null where there is none that can be read. */
export function readRecord({ record }: RunFiles): RunRecord | null {
  try {
    return runRecord.safeParse(JSON.parse(readIfThere(record) ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

export function writeRecord({ record }: RunFiles, content: RunRecord): void {
  writePrivately(record, `${JSON.stringify(content, null, 2)}\n`);
}

export function removeRecord({ record }: RunFiles): void {
  rmSync(record, { force: true });
}
