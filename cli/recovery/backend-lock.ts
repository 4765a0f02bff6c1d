import { hostname } from "node:os";
import { FaultsError } from "../../config/fault.ts";
import { isStale, locksOf, removeLocks } from "../engine/lock.ts";
import type { Backend } from "./backend.ts";
import type { EngineCommands } from "./engine-commands.ts";
import { identify } from "./processes.ts";

/** Takes away the locks of processes that are no more, where the backend is a folder of this machine. */
export function removeDeadLocks(backend: Backend, tell: (line: string) => void): void {
  if (backend.kind !== "folder") return;
  const dead = locksOf(backend.place).filter(isStale);
  removeLocks(dead);
  for (const { pid } of dead) tell(wordsOf(pid));
}

/** Throws a FaultsError while somebody holds the lock, here or on another machine, where the backend is a folder. */
export function assertUnlocked(backend: Backend, stack: string): void {
  const [held] = backend.kind === "folder" ? locksOf(backend.place) : [];
  if (held !== undefined) throw lockedBy(stack, held);
}

/** A process that a refused command names as the one who locked the stack. */
interface Holder {
  readonly host: string;
  readonly pid: number;
}

/**
 * What can be done after the backend refused a command since the stack is locked: whether the lock could be taken
 * away, so that the command is worth another try. Throws a FaultsError where only a person can tell.
 */
export async function cancelDeadLock(
  refused: { readonly stack: string; readonly words: string },
  { commands, tell }: { readonly commands: EngineCommands; readonly tell: (line: string) => void },
): Promise<boolean> {
  const { stack, words } = refused;
  if (/conflict: Another update|\b409\b.*update/i.test(words)) {
    const fault = "is locked by another update, as Pulumi's service says, which does not tell whose";
    const mend = `look at the stack's page there; if that update is no more, run \`pulumi cancel ${stack}\`, then this again`;
    throw new FaultsError([{ place: `stack ${stack}`, fault, mend }]);
  }
  const holders = holdersIn(words);
  if (holders.length === 0) return false;
  const alive = holders.find(({ host, pid }) => host !== hostname() || isRunning(pid));
  if (alive !== undefined) throw lockedBy(stack, alive);
  if (!(await commands.cancel()).ok) return false;
  for (const { pid } of holders) tell(wordsOf(pid));
  return true;
}

/** `created by USER@HOST (pid 123) at TIME`, a line for each lock. */
function holdersIn(words: string): Holder[] {
  const lines = words.matchAll(/created by [^\n]*@([^@\s]+) \(pid (\d+)\) at /g);
  return [...lines].map(([, host = "", pid]) => ({ host, pid: Number(pid) }));
}

function isRunning(pid: number): boolean {
  const name = identify(pid)?.command.split("/").at(-1) ?? "";
  return name.startsWith("pulumi") || !canTell();
}

/** Where the system lists no processes, nobody can be told dead. */
function canTell(): boolean {
  return identify(process.pid) !== null;
}

function lockedBy(stack: string, { pid, host }: Holder): FaultsError {
  const fault = `is locked by another update (process ${pid} on ${host})`;
  const mend = `wait until it ends, or stop that process, then run it again; if it is no more, \`pulumi cancel ${stack}\``;
  return new FaultsError([{ place: `stack ${stack}`, fault, mend }]);
}

function wordsOf(pid: number): string {
  return `took away the lock of process ${pid}, which is no more`;
}
