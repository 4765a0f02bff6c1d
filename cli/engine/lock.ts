import { readFileSync, readdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { OwnStackPlace } from "./stack.ts";

/** Who holds the lock of a stack, as the engine's file backend writes it. */
export interface Lock {
  readonly file: string;
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** The locks of a stack; an update that runs holds one. */
export function locksOf({ stateFolder, project, stack }: OwnStackPlace): Lock[] {
  const folder = join(stateFolder, ".pulumi", "locks", "organization", project, stack);
  return filesIn(folder).flatMap((name) => readLock(join(folder, name)) ?? []);
}

/** Whether the engine that took the lock ended without giving it back: killed, or the machine went down. */
export function isStale(lock: Lock): boolean {
  return lock.host === hostname() && !isEngine(lock.pid);
}

/** Takes away locks whose holders are no more. */
export function removeLocks(locks: readonly Lock[]): void {
  for (const { file } of locks) rmSync(file, { force: true });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

function readLock(file: string): Lock | undefined {
  try {
    const {
      pid,
      hostname: host,
      timestamp,
    } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return { file, pid: Number(pid), host: String(host), since: String(timestamp) };
  } catch {
    // Given back between the listing and the reading.
    return undefined;
  }
}

/** A process id may have gone to another program since. */
function isEngine(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  try {
    const [, command = "", state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    // Z: it has ended, and only whoever started it has yet to take notice.
    return command.startsWith("pulumi") && state !== "Z";
  } catch {
    // No /proc on this system: the process is there, and that has to do.
    return true;
  }
}
