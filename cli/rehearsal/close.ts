import { setTimeout as sleep } from "node:timers/promises";
import type { Services } from "./services.ts";

/** How long what is under way may take to end (ms). */
const patience = 5000;

/** Closes the services; one that never ends must not keep a command whose result is known. */
export async function closeInTime(services: Services, atOnce: AbortSignal): Promise<void> {
  const limit = new AbortController();
  const given = sleep(patience, undefined, { signal: AbortSignal.any([limit.signal, atOnce]) });
  await Promise.race([services.close(), given]).catch((error: unknown) => {
    if (!atOnce.aborted) throw error;
  });
  limit.abort();
  await given.catch(() => {});
}
