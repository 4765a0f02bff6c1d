import { FaultsError } from "../../config/fault.ts";
import { isStale, locksOf, removeLocks } from "../engine/lock.ts";
import type { OwnStackPlace } from "../engine/stack.ts";
import type { Progress } from "../show/progress.ts";

/** Throws a FaultsError while another update runs; takes away what a killed one left, and says so. */
export function assertUnlocked(place: OwnStackPlace, progress: Progress): void {
  const locks = locksOf(place);
  const stale = locks.filter(isStale);
  removeLocks(stale);
  for (const { pid } of stale) progress.step(`took away the lock of process ${pid}, which is no more`);
  const [held] = locks.filter((lock) => !stale.includes(lock));
  if (held === undefined) return;
  const fault = `is locked by another update (process ${held.pid} on ${held.host}, since ${held.since})`;
  const mend = "wait until it ends, or stop that process, then run it again";
  throw new FaultsError([{ place: `stack ${place.stack}`, fault, mend }]);
}
