import { readFileSync } from "node:fs";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { FaultsError } from "../../../config/fault.ts";

/** Milliseconds. */
const patience = 15_000;
/** A lock without an owner's number is one whose owner died while writing it, once it is this old (ms). */
const unwritten = 2_000;

/** How long to wait for another process, and what is thrown where it still holds the lock then. */
export interface Waiting {
  /** Milliseconds. */
  readonly patience: number;
  readonly held: (file: string) => Promise<Error>;
}

const usual: Waiting = { patience, held: heldTooLong };

/** Runs `work` while no other process holds the lock `file`; takes over a lock whose owner is gone. */
export async function withLock<T>(file: string, work: () => Promise<T>, waiting = usual): Promise<T> {
  await acquire(file, waiting);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string, { patience, held }: Waiting): Promise<void> {
  const start = Date.now();
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    if (await create(file)) return;
    if (await isStale(file)) await takeAway(file);
    else if (Date.now() - start > patience) throw await held(file);
    else await sleep(pause * (0.5 + Math.random()));
  }
}

async function create(file: string): Promise<boolean> {
  const handle = await open(file, "wx", 0o600).catch((error: unknown) => {
    if (codeOf(error) === "EEXIST") return null;
    throw error;
  });
  if (handle === null) return false;
  try {
    await handle.writeFile(`${process.pid}\n`);
    return true;
  } catch (error) {
    // A full disk: an empty lock would keep everybody waiting once there is room again.
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const owner = Number(await readFile(file, "utf8"));
    if (owner > 0) return !isAlive(owner);
    return Date.now() - (await stat(file)).mtimeMs > unwritten;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/**
 * Two that find the same stale lock must not take each other's fresh one away,
 * so the taking away is itself done by one at a time, and only after another look.
 */
async function takeAway(file: string): Promise<void> {
  const guard = `${file}.stale`;
  if (!(await create(guard))) {
    if (await isStale(guard)) await rm(guard, { force: true });
    return sleep(5);
  }
  try {
    if (await isStale(file)) {
      const aside = `${file}.${process.pid}`;
      await rename(file, aside);
      await rm(aside, { force: true });
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  } finally {
    await rm(guard, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  try {
    // Z: it has ended, and only whoever started it has yet to take notice.
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z");
  } catch {
    // No /proc on this system: the process is there, and that has to do.
    return true;
  }
}

async function heldTooLong(file: string): Promise<FaultsError> {
  const owner = await readFile(file, "utf8").then(
    (text) => text.trim(),
    () => "unknown",
  );
  return new FaultsError([
    {
      place: file,
      fault: `is held by process ${owner} for more than ${patience / 1000} seconds`,
      mend: "wait for that process or end it, then run again",
    },
  ]);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
