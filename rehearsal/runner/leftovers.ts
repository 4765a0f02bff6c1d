import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The variable by whose value a job's processes are known, however far they went from their parents. */
export const marker = "REHEARSAL_JOB";

/** What a job's processes are known by. */
export interface Mark {
  /** Of the variable. */
  readonly value: string;
  /** A daemon that gave up its variables is known by lying in it. */
  readonly folder: string;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly isMarked: boolean;
}

/** Ends all that a job started: each process is asked first where there is time for it, and then ended. */
export async function endProcesses(mark: Mark, graceSeconds: number): Promise<void> {
  const until = performance.now() + graceSeconds * 1000;
  const asked = new Set<number>();
  for (;;) {
    const left = processesOf(mark);
    if (left.length === 0) return;
    const isOver = performance.now() >= until;
    for (const pid of left) {
      if (!isOver && asked.has(pid)) continue;
      asked.add(pid);
      send(pid, isOver ? "SIGKILL" : "SIGTERM");
    }
    if (isOver && performance.now() >= until + patience) return;
    await pause(interval);
  }
}

const interval = 25;
/** What a kernel holds on to can't be ended by anyone. */
const patience = 5_000;

/** Those with the mark, what they started, and what shares a session with them. */
function processesOf(mark: Mark): readonly number[] {
  const all = process.platform === "linux" ? fromProc(mark) : fromPs(mark);
  const found = new Set(all.filter((one) => one.isMarked).map((one) => one.pid));
  if (found.size === 0) return [];
  const own = all.find((one) => one.pid === process.pid)?.session;
  for (let before = 0; before !== found.size;) {
    before = found.size;
    const sessions = new Set(all.filter((one) => found.has(one.pid)).map((one) => one.session));
    for (const one of all)
      if (found.has(one.parent) || (one.session !== own && sessions.has(one.session))) found.add(one.pid);
  }
  found.delete(process.pid);
  return [...found];
}

function fromProc(mark: Mark): readonly Process[] {
  const entry = Buffer.from(`${marker}=${mark.value}\0`);
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = readOrNull(`/proc/${name}/stat`);
    if (stat === null) return [];
    // The program's name stands in parentheses, and may hold some itself.
    const text = stat.toString("latin1");
    const [state, parent = "", , session] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return [];
    const isMarked =
      (readOrNull(`/proc/${name}/environ`)?.includes(entry) ?? false) ||
      (isReaper(parent) && isBelow(`/proc/${name}/cwd`, mark.folder));
    return [{ pid: Number(name), parent: Number(parent), session: Number(session), isMarked }];
  });
}

/** The parent of what was left by its own: a person's shell in the same folder has another. */
function isReaper(pid: string): boolean {
  return pid === "1" || readOrNull(`/proc/${pid}/comm`)?.toString("latin1").trim() === "systemd";
}

function isBelow(link: string, folder: string): boolean {
  try {
    return readlinkSync(link).startsWith(folder + sep);
  } catch {
    return false;
  }
}

/** It ended meanwhile, or belongs to someone else. */
function readOrNull(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Elsewhere `ps` shows the environment of the user's own processes; a group is the nearest to a session. */
function fromPs(mark: Mark): readonly Process[] {
  const told = execFileSync("ps", ["-axEww", "-o", "pid=,ppid=,pgid=,stat=,command="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return told.split("\n").flatMap((line) => {
    const [, pid, parent, group, state = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)/.exec(line) ?? [];
    if (pid === undefined || state.startsWith("Z")) return [];
    const isMarked = `${line} `.includes(` ${marker}=${mark.value} `);
    return [{ pid: Number(pid), parent: Number(parent), session: Number(group), isMarked }];
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}
