import { decide, demandOf, launchPatience } from "../pools/demand.ts";
import { monthOf } from "../pools/money.ts";
import type { Services } from "../ports/services.ts";
import type { Observation } from "./observation.ts";

/** Wakes the controllers of pools that lack runners by now, whatever became of the hints that should have. */
export async function wakePools({ settings, table, hints, clock }: Services): Promise<void> {
  const now = clock.now();
  for (const pool of settings.pools) {
    const view = await table.pool(pool.name, monthOf(now));
    const isStale = view.launches.some(({ at }) => now - at >= launchPatience);
    if (isStale || decide(pool, view, now).count > 0)
      await hints.send(pool.name, `${pool.name}-${Math.floor(now / 1000)}`);
  }
}

/** Counts what there is. */
export async function measurePools({ pools }: Observation, { log, clock }: Services): Promise<void> {
  const now = clock.now();
  for (const { pool, view } of pools) {
    const { waiting, free, alive } = demandOf(view);
    const oldest = Math.max(0, ...waiting.map(({ createdAt }) => now - createdAt));
    log.measure(pool.name, {
      ...{ waiting: waiting.length, free, alive, oldestWaitingSeconds: Math.round(oldest / 1000) },
      ...{ refused: view.jobs.filter(({ refusal }) => refusal !== null).length },
      spentUsd: view.spent / 1_000_000,
    });
  }
}
