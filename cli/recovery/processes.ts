import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process, so told that another one with its number is never taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, as the system says it: to be compared, not to be read. */
  readonly began: string;
  /** Name of what it runs. */
  readonly command: string;
}

/** A process that runs, and who started it. */
export interface RunningProcess extends ProcessIdentity {
  readonly parent: number;
  /** The plugin that it is (`github`), else what it runs. */
  readonly label: string;
}

/** The processes that one has started and that have not ended; empty where the system tells none. */
export function childrenOf(parent: number): RunningProcess[] {
  if (process.platform === "linux") return fromProc(parent);
  return process.platform === "win32" ? [] : fromPs().filter((each) => each.parent === parent);
}

/** A process of that number, if it runs. */
export function identify(pid: number): RunningProcess | null {
  if (process.platform === "linux") return readProc(String(pid));
  return process.platform === "win32" ? null : (fromPs().find((each) => each.pid === pid) ?? null);
}

/** Whether the very process of that time still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== null && now.began === identity.began && now.command === identity.command;
}

/** A name of the time since this machine was started: numbers and times of processes count from there. */
export function bootOf(): string {
  try {
    if (process.platform === "linux") return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    if (process.platform === "win32") return "";
    return execFileSync("sysctl", ["-n", "kern.boottime"], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** How one is asked to end, and how long it may take (ms) before it is killed. */
export interface Ending {
  readonly signal: NodeJS.Signals;
  readonly patience: number;
}

/** Ends one process, and only the very one that is meant; false where it was no more. */
export async function endProcess(identity: ProcessIdentity, ending: Ending): Promise<boolean> {
  if (!isAlive(identity)) return false;
  send(identity, ending.signal);
  const until = performance.now() + ending.patience;
  while (isAlive(identity)) {
    if (performance.now() > until) send(identity, "SIGKILL");
    await sleep(25);
  }
  return true;
}

function send({ pid }: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function fromProc(parent: number): RunningProcess[] {
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.flatMap((pid) => readProc(pid, parent) ?? []);
}

/** With `parent`, only if that one has started it: asked again and again, most are not looked at any further. */
function readProc(pid: string, parent?: number): RunningProcess | null {
  try {
    const [, command = "", rest = ""] =
      /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    // From the third on: state, parent, ... and as the twenty-second the time it began.
    const fields = rest.trim().split(" ");
    // Z, X: it has ended, and only whoever started it has yet to take notice.
    if (fields[0] === undefined || /[ZX]/.test(fields[0])) return null;
    if (parent !== undefined && Number(fields[1]) !== parent) return null;
    const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const label = labelOf(line, command);
    return { pid: Number(pid), parent: Number(fields[1]), began: fields[19] ?? "", command, label };
  } catch {
    // It ended meanwhile.
    return null;
  }
}

function fromPs(): RunningProcess[] {
  const env = { ...process.env, LC_ALL: "C" };
  const columns = "pid=,ppid=,stat=,lstart=,command=";
  const text = execFileSync("ps", ["-A", "-ww", "-o", columns], { env, encoding: "utf8" });
  return text.split("\n").flatMap((line) => parsePsLine(line) ?? []);
}

/** Reads a line of `ps -o pid=,ppid=,stat=,lstart=,command=`; null for a process that has ended. */
export function parsePsLine(line: string): RunningProcess | null {
  const form =
    /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+\d+:\d+:\d+\s+\d{4}|\w{3}\s+\d+\s+\w{3}\s+\d+:\d+:\d+\s+\d{4})\s+(.*)$/;
  const [, pid, parent, state = "", began = "", line_ = ""] = form.exec(line) ?? [];
  if (pid === undefined || state.startsWith("Z")) return null;
  // The first word alone: what a process was given may be secret.
  const command = line_.split(" ")[0] ?? "";
  return { pid: Number(pid), parent: Number(parent), began, command, label: labelOf(line_, command) };
}

function labelOf(line: string, command: string): string {
  const [, kind, name] = /pulumi-(resource|language|analyzer)-([\w-]+)/.exec(line) ?? [];
  return kind && name ? name : (command.split("/").at(-1) ?? command);
}
