import { eachOf } from "../concurrency/each.ts";
import type { Instance, Launched } from "../ports/compute.ts";
import type { Services } from "../ports/services.ts";
import type { Pool } from "../settings/pool.ts";
import { handOver } from "./hand-over.ts";
import { hourlyOf, reservedOf } from "./money.ts";
import { runnerName } from "./runner-name.ts";
import type { Launch, Runner } from "./runner.ts";

/** How many runners are registered at once: GitHub refuses more than 100 requests at a time of one App. */
const registrationsAtOnce = 40;

/** What came of a launch. */
export interface Outcome {
  /** Runners that were handed their configuration. */
  readonly configured: number;
  readonly failed: number;
  /** Why EC2 started fewer than asked for; null: it did not. */
  readonly shortfall: string | null;
}

/**
 * Does what was written down: asks EC2, writes down what it started, hands each its configuration. Done again after a
 * crash it asks with the same token, so that nothing is started twice. Throws where EC2's answer is not known.
 */
export async function carryOut(launch: Launch, pool: Pool, services: Services): Promise<Outcome> {
  const { table, log } = services;
  const { instances, shortfall } = await askEc2(launch, services);
  const { stack } = services.settings;
  const runners = instances.map((instance) => runnerOf(instance, launch, { pool, stack }));
  if (!(await table.endLaunch(launch, runners))) return { configured: 0, failed: 0, shortfall };
  log.info("launched", { pool: pool.name, instances: runners.length, asked: launch.count, shortfall });
  let configured = 0;
  const failures = await eachOf(runners, registrationsAtOnce, async (runner) => {
    if (await handOver(runner, pool, services)) configured += 1;
  });
  failures.forEach((failure) => log.warn("launch not handed over", { pool: pool.name }, failure));
  return { configured, failed: runners.length - configured, shortfall };
}

async function askEc2(launch: Launch, { compute }: Services): Promise<Launched> {
  const { host, token, pool, count, market } = launch;
  if (host === null) return compute.launch({ token, pool, count, market });
  if (launch.instance === null) return compute.launchOn(host, { token, pool });
  const instances = (await compute.instances()).filter(
    ({ id, state }) => id === launch.instance && state === "running",
  );
  return { instances, shortfall: instances.length === 0 ? "the instance that waited is gone" : null };
}

/** The runner of an instance that was just started. */
function runnerOf(
  instance: Instance,
  launch: Launch,
  { pool, stack }: { readonly pool: Pool; readonly stack: string },
): Runner {
  const { id, type, zone, market, host } = instance;
  // What runs on a mac with a fresh root volume begins anew.
  const launchedAt = launch.instance === null ? instance.launchedAt : launch.at;
  const hourly = hourlyOf(pool, type);
  const name = runnerName(stack, { pool: pool.name, instance: id, launch: launch.token });
  return {
    ...{ instance: id, name, pool: pool.name, launch: launch.token, market, type, zone, host, launchedAt },
    ...{ hourly, reserved: reservedOf(pool, hourly) },
    ...{ seenAt: null, idleSince: null, busySince: null, suspectSince: null, ending: null },
  };
}
