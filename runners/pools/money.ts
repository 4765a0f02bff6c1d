import type { Pool } from "../settings/pool.ts";
import type { PoolView } from "../ports/table.ts";
import type { Runner } from "./runner.ts";

const hour = 3_600_000;

/** How much longer than its lifetime an instance may be paid for: to shut down, and until that is seen. */
const slack = 10 * 60_000;

/** Millionths of a US dollar: whole numbers, so that sums don't drift. */
function micro(usd: number): number {
  return Math.ceil(usd * 1_000_000);
}

/** `2026-11`, by UTC. */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

/** What an instance of the type costs an hour at most: spot is never dearer than on demand. Unknown: the dearest. */
export function hourlyOf(pool: Pool, type: string): number {
  const hourly = pool.types.find((one) => one.type === type)?.hourly;
  return hourly === undefined ? dearestOf(pool) : micro(hourly);
}

function dearestOf({ types }: Pool): number {
  return micro(Math.max(...types.map(({ hourly }) => hourly)));
}

/** What an instance may cost in its whole life. */
export function reservedOf(pool: Pool, hourly: number): number {
  return Math.ceil((hourly * (pool.lifetimeSeconds * 1000 + slack)) / hour);
}

/** What any instance of the pool may cost in its whole life: that of its dearest type. */
export function worstOf(pool: Pool): number {
  return reservedOf(pool, dearestOf(pool));
}

/** What a runner has cost up to now: no more than was reserved, since its instance ends itself after its lifetime. */
export function costOf(runner: Runner, now: number): number {
  return Math.min(Math.ceil((runner.hourly * Math.max(0, now - runner.launchedAt)) / hour), runner.reserved);
}

/** What the month's budget still allows for, once all that is there has cost as much as it may. */
export function unreserved(pool: Pool, { spent, runners, launches }: PoolView): number {
  const held = runners.reduce((sum, { reserved }) => sum + reserved, 0);
  const coming = launches.reduce((sum, { reserved, count }) => sum + reserved * count, 0);
  return micro(pool.monthly) - spent - held - coming;
}
