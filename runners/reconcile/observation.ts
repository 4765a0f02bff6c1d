import { monthOf } from "../pools/money.ts";
import type { Runner } from "../pools/runner.ts";
import type { Instance, MacHost } from "../ports/compute.ts";
import type { ListedRunner } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import type { PoolView } from "../ports/table.ts";
import type { Pool } from "../settings/pool.ts";

const minute = 60_000;

/** How often GitHub's list is looked at while there are no instances (minutes). */
const quietMinutes = 10;

/** What EC2, GitHub and the table say at one time; null: it could not be asked, and nothing follows from it. */
export interface Observation {
  readonly instances: readonly Instance[] | null;
  readonly hosts: readonly MacHost[] | null;
  readonly listed: readonly ListedRunner[] | null;
  readonly pools: readonly ObservedPool[];
}

export interface ObservedPool {
  readonly pool: Pool;
  readonly view: PoolView;
}

/**
 * Asks all of them. The table comes last: whatever EC2 or GitHub list was written there before it was started, so that
 * what is in their lists and not in the table is nobody's.
 */
export async function observe(services: Services): Promise<Observation> {
  const { settings, compute, github, table, clock, log } = services;
  const orNull = <T>(what: string, question: Promise<T>): Promise<T | null> =>
    question.catch((cause: unknown) => {
      log.warn("not observed", { what }, cause);
      return null;
    });
  const hasMac = settings.pools.some(({ platform }) => platform === "mac");
  const [instances, hosts] = await Promise.all([
    orNull("instances", compute.instances()),
    hasMac ? orNull("hosts", compute.hosts()) : [],
  ]);
  // Without instances GitHub is asked now and then only, for registrations that nothing is left of.
  const isQuiet = instances?.length === 0 && Math.floor(clock.now() / minute) % quietMinutes !== 0;
  const listed = isQuiet ? null : await orNull("runners", github.runners());
  const views = await Promise.all(
    settings.pools.map(async (pool) => {
      const view = await orNull(`pool ${pool.name}`, table.pool(pool.name, monthOf(clock.now())));
      return view === null ? [] : [{ pool, view }];
    }),
  );
  return { instances, hosts, listed, pools: views.flat() };
}

/** Whether every pool could be read: one that was not may know what no other does. */
export function isWhole({ pools }: Observation, settings: Services["settings"]): boolean {
  return pools.length === settings.pools.length;
}

/** All runners of all pools that could be read. */
export function runnersOf({ pools }: Observation): readonly Runner[] {
  return pools.flatMap(({ view }) => view.runners);
}
