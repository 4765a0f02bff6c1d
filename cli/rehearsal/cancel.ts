import { FaultsError } from "../../config/fault.ts";
import { isStale, locksOf, removeLocks } from "../engine/lock.ts";
import { layOut } from "./folder.ts";
import { readProject } from "./project.ts";

/** Takes a stack's lock away and says so. Throws a FaultsError where its holder still runs. */
export function cancel(cwd: string, stack: string, root: string): string {
  const { place } = layOut(readProject(cwd), stack, root);
  const locks = locksOf(place);
  const [held] = locks.filter((lock) => lock.host !== "" && !isStale(lock));
  if (held !== undefined) {
    const fault = `is locked by process ${held.pid} on ${held.host}, which still runs`;
    throw new FaultsError([
      { place: `stack ${stack}`, fault, mend: "stop that process, or wait until it ends" },
    ]);
  }
  removeLocks(locks);
  return locks.length === 0 ? `Stack ${stack} is not locked.` : `Stack ${stack} is no longer locked.`;
}
