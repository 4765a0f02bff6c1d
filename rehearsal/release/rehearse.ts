import { mkdirSync } from "node:fs";
import { FaultsError } from "../../config/fault.ts";
import { withLock } from "../github/store/lock.ts";
import { begin } from "./begin.ts";
import type { ReleaseEvent, ReleaseReport } from "./report.ts";
import { type ReleaseFolder, type ReleaseRequest, releaseFolder } from "./request.ts";
import { runRelease } from "./run-release.ts";

export type { ReleaseRequest } from "./request.ts";

/** What all parts of a rehearsal work with. */
export interface Rehearsal {
  readonly request: ReleaseRequest;
  readonly places: ReleaseFolder;
  readonly told: (event: ReleaseEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the delivered release of a stack on this machine, against services that start and end with it. Throws a
 * FaultsError where it can't begin; what goes wrong in a job is in the report.
 */
export async function rehearseRelease(
  request: ReleaseRequest,
  told: (event: ReleaseEvent) => void,
  signal: AbortSignal,
): Promise<ReleaseReport> {
  const places = releaseFolder(request);
  mkdirSync(places.folder, { recursive: true });
  const waiting = { patience: 0, held: () => Promise.resolve(busy(request, places)) };
  return await withLock(places.lock, () => rehearsed({ request, places, told, signal }), waiting);
}

async function rehearsed(rehearsal: Rehearsal): Promise<ReleaseReport> {
  const since = performance.now();
  const begun = await begin(rehearsal);
  try {
    return await runRelease(rehearsal, begun, since);
  } finally {
    await begun.world.close();
  }
}

function busy({ stack }: ReleaseRequest, { lock }: ReleaseFolder): Error {
  const fault = `a release of ${stack} is rehearsed already, by another process`;
  const mend = "wait until it ends, or give this one a folder of its own: --root FOLDER";
  return new FaultsError([{ place: lock, fault, mend }]);
}
