import { judged } from "../jobs/trust.ts";
import type { Services } from "../ports/services.ts";
import type { PoolView } from "../ports/table.ts";
import { allowedRequests } from "../rates/governor.ts";
import type { Pool } from "../settings/pool.ts";
import { decide, type Decision, launchPatience } from "./demand.ts";
import { carryOut, type Outcome } from "./launch.ts";
import { launchOnHost } from "./launch-on-host.ts";
import { monthOf, worstOf } from "./money.ts";
import type { Launch } from "./runner.ts";

/** How long a pool waits before it asks again for what EC2 did not have, or what GitHub did not register (ms). */
const waitForCapacity = 30_000;
const waitForGitHub = 20_000;

/** Launches in one pass: more are left to the next, so that a pass ends in time. */
const mostRounds = 12;

/** A pool that is served. */
export interface Serving {
  readonly pool: Pool;
  readonly services: Services;
}

/**
 * Starts as many runners as the pool needs. Each launch is decided by what the table holds at that moment and written
 * down before it is done; who decided by an older view looks again. Called whenever something may have changed: without
 * need it does nothing. Throws where a launch's outcome is not known: it is taken up again later.
 */
export async function servePool(pool: Pool, services: Services): Promise<void> {
  const { table, clock, log } = services;
  const serving = { pool, services };
  for (let round = 0; round < mostRounds; round++) {
    const view = await table.pool(pool.name, monthOf(clock.now()));
    const stale = view.launches.find(({ at }) => clock.now() - at >= launchPatience);
    if (stale !== undefined) {
      log.warn("launch taken up again", { pool: pool.name, asked: stale.count });
      await carryOut(stale, pool, services);
      continue;
    }
    const jobs = await judged(view.jobs, pool, services);
    const decision = decide(pool, { ...view, jobs }, clock.now());
    await tell(decision.shortfall, view, serving);
    if (decision.count === 0) return;
    const outcome = await launchNext(decision, view, serving);
    if (outcome === "held") return;
    if (outcome !== "look again" && (await isLeft(outcome, serving))) return;
  }
}

async function launchNext(
  decision: Decision,
  view: PoolView,
  serving: Serving,
): Promise<Outcome | "look again" | "held"> {
  const { pool, services } = serving;
  const count = await allowedRequests(services, "register", decision.count);
  if (count === 0) return await hold("GitHub takes no more registrations this minute", 0, serving);
  const launch: Launch = {
    ...{ token: services.newToken(), pool: pool.name, count, market: decision.market },
    ...{ at: services.clock.now(), reserved: worstOf(pool), host: null, instance: null },
  };
  if (pool.platform === "mac") {
    const outcome = await launchOnHost({ ...launch, count: 1 }, view, serving);
    return outcome === "no host"
      ? await hold("no dedicated host is free: each is in use, renewed or scrubbed", 0, serving)
      : outcome;
  }
  const isFirst = await services.table.beginLaunch(launch, view.version);
  return isFirst ? await carryOut(launch, pool, services) : "look again";
}

/** Whether the rest is left to a later pass: EC2 has no more now, or registrations fail. */
async function isLeft({ failed, shortfall }: Outcome, serving: Serving): Promise<boolean> {
  if (shortfall !== null && serving.pool.platform === "linux")
    await hold(`EC2: ${shortfall}`, waitForCapacity, serving);
  else if (failed > 0) await hold(`${failed} runners could not be configured`, waitForGitHub, serving);
  else return false;
  return true;
}

async function hold(text: string, ms: number, { pool, services }: Serving): Promise<"held"> {
  const now = services.clock.now();
  await services.table.keepNotice(pool.name, { text, at: now, until: now + ms });
  return "held";
}

async function tell(
  shortfall: string | null,
  { notice }: PoolView,
  { pool, services }: Serving,
): Promise<void> {
  const { table, clock, log } = services;
  if (shortfall === (notice?.text ?? null)) return;
  if (shortfall !== null) log.warn("pool short", { pool: pool.name, why: shortfall });
  await table.keepNotice(
    pool.name,
    shortfall === null ? null : { text: shortfall, at: clock.now(), until: 0 },
  );
}
