import { resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { isStale, locksOf, removeLocks } from "../engine/lock.ts";
import { layOut } from "./folder.ts";
import { readProject } from "../project/project.ts";

/** What `cancel` is asked for. */
export interface CancelRequest {
  readonly stack: string;
  readonly cwd: string;
  readonly root: string;
}

/** Takes a stack's lock away and says so. Throws a FaultsError where its holder still runs. */
export function cancel({ cwd, stack, root }: CancelRequest): string {
  const { place } = layOut(readProject(cwd), stack, resolve(cwd, root));
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
