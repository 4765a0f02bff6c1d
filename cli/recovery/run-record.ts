import { rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { FaultsError } from "../../config/fault.ts";
import { readIfThere, writePrivately } from "./private-file.ts";
import { bootOf, identify, isAlive } from "./processes.ts";

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
  const text = readIfThere(record) ?? "null";
  try {
    return runRecord.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Whether anything is on record that has yet to be mended, if it only can be read. */
export function isOnRecord({ record, journal }: RunFiles): boolean {
  return readIfThere(record) !== null || readIfThere(journal) !== null;
}

export function writeRecord({ record }: RunFiles, content: RunRecord): void {
  writePrivately(record, `${JSON.stringify(content, null, 2)}\n`);
}

/** Puts a command of this process on record, so that no other begins. Throws a FaultsError where one has begun already. */
export function takeCharge(stack: string, files: RunFiles, operation: string): RunRecord {
  assertIdle(stack, readRecord(files));
  const own = newRecord(operation);
  writeRecord(files, own);
  return own;
}

/**
 * Throws a FaultsError where the record is no longer this process's own: of two that began at the same instant, the
 * one that wrote it last goes on.
 */
export function assertInCharge(stack: string, files: RunFiles): void {
  const record = readRecord(files);
  if (record !== null && isOwn(record)) return;
  assertIdle(stack, record);
  const mend = "run it again once the other has ended";
  throw new FaultsError([{ place: `stack ${stack}`, fault: "was taken over by another command", mend }]);
}

/** Throws a FaultsError while the command of a record is at work on this machine. */
export function assertIdle(stack: string, record: RunRecord | null): void {
  if (record === null || isOwn(record) || !isOfThisMachine(record) || !isAlive(record.command)) return;
  const { command, host, operation } = record;
  const fault = `is locked by another update (process ${command.pid} on ${host}, which runs \`${operation}\`)`;
  const mend = "wait until it ends, or stop that process, then run it again";
  throw new FaultsError([{ place: `stack ${stack}`, fault, mend }]);
}

/** Whether the processes of a record can be looked for: here, since the machine was last started. */
export function isOfThisMachine({ host, boot }: RunRecord): boolean {
  return host === hostname() && boot === bootOf();
}

function isOwn(record: RunRecord): boolean {
  return isOfThisMachine(record) && record.command.pid === process.pid;
}

export function removeRecord({ record }: RunFiles): void {
  rmSync(record, { force: true });
}
