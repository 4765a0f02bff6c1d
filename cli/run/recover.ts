import { findEngine, usualSearch } from "../engine/find.ts";
import { recover } from "../recovery/recover.ts";
import type { Ground } from "./ground.ts";

/** Mends what an update of a stack left that was killed. Throws a FaultsError where that can't be done. */
export async function recoverStack(open: () => Promise<Ground>, tell: (line: string) => void): Promise<void> {
  const engine = await findEngine(usualSearch());
  const ground = await open();
  try {
    const { place, githubUrl } = ground;
    await recover({ place, engine, githubUrl, tell });
  } finally {
    await ground.close(new AbortController().signal);
  }
}
