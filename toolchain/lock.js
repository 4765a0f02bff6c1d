import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { onInterruption } from "./interruption.js";

const heartbeat = 5_000;
const deadAfter = 60_000;

/**
 * Does something while no other process does it. A lock whose holder died is taken over. Should two take over
 * at the same moment, both work: what is made under a lock is put in place by one rename.
 * @template T
 * @param {string} file the lock; the folder is made where it is missing
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} onWait told once, if it has to wait
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (isDead(file, holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait(holder?.pid === undefined ? "another process" : `process ${String(holder.pid)}`);
    told = true;
    await pause(200);
  }
  const beat = setInterval(() => touch(file), heartbeat).unref();
  const release = () => {
    clearInterval(beat);
    rmSync(file, { force: true });
  };
  const withdraw = onInterruption(release);
  try {
    return await work();
  } finally {
    withdraw();
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, JSON.stringify({ pid: process.pid, host: hostname() }));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {{ pid?: number, host?: string } | undefined} undefined while its holder is still writing it
 */
function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {{ pid?: number, host?: string } | undefined} holder
 */
function isDead(file, holder) {
  if (holder?.pid !== undefined && holder.host === hostname()) return !isAlive(holder.pid);
  try {
    return Date.now() - statSync(file).mtimeMs > deadAfter;
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Someone removed the lock by hand; the work goes on, and its rename stays atomic.
  }
}
