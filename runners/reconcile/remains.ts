import { eachOf } from "../concurrency/each.ts";
import { monthOf } from "../pools/money.ts";
import { namePrefix } from "../pools/runner-name.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import { listingLag } from "./judge.ts";
import { isWhole, type Observation, runnersOf } from "./observation.ts";

/** How many registrations are removed at once. */
const atOnce = 10;

/** Ends instances that the table does not know: their launch was given up, or its answer came too late. */
export async function endStrangers(observation: Observation, services: Services): Promise<void> {
  const { settings, compute, clock, log } = services;
  if (observation.instances === null || !isWhole(observation, settings)) return;
  const known = new Set([
    ...runnersOf(observation).map(({ instance }) => instance),
    ...observation.pools.flatMap(({ view }) => view.hosts.flatMap(({ instance }) => instance ?? [])),
  ]);
  const launches = new Set(observation.pools.flatMap(({ view }) => view.launches.map(({ token }) => token)));
  const strangers = observation.instances.filter(
    ({ id, launch, state, launchedAt }) =>
      state !== "ending" && !known.has(id) && !launches.has(launch) && clock.now() - launchedAt > listingLag,
  );
  if (strangers.length === 0) return;
  strangers.forEach(({ id, pool }) => log.warn("unknown instance ended", { pool, instance: id }));
  await compute.end(strangers.map(({ id }) => id));
}

/** Removes registrations of this stack whose runner is no more: those that look so twice. */
export async function removeRegistrations(observation: Observation, services: Services): Promise<void> {
  const { settings, table, github, log } = services;
  if (observation.listed === null || !isWhole(observation, settings)) return;
  const names = new Set(runnersOf(observation).map(({ name }) => name));
  const left = observation.listed.filter(
    ({ name, online }) => name.startsWith(namePrefix(settings.stack)) && !online && !names.has(name),
  );
  const before = new Set((await table.mark(suspects))?.split(" "));
  const twice = left.filter(({ id }) => before.has(String(id)));
  const allowed = await allowedRequests(services, "clean up", twice.length);
  const failures = await eachOf(twice.slice(0, allowed), atOnce, async ({ id, name }) => {
    if ((await github.removeRunner(id)) === "removed") log.info("registration removed", { runner: name });
  });
  failures.forEach((cause) => log.warn("registration not removed", {}, cause));
  const next = left.map(({ id }) => id).join(" ");
  if (next !== [...before].join(" ")) await table.keepMark(suspects, next);
}

const suspects = "registrations without a runner";

/** Removes configurations whose instance is no more, and was not started a moment ago either. */
export async function removeConfigurations(observation: Observation, services: Services): Promise<void> {
  const { settings, secrets, log } = services;
  if (observation.instances === null || !isWhole(observation, settings)) return;
  const known = new Set([
    ...observation.instances.map(({ id }) => id),
    ...runnersOf(observation).map(({ instance }) => instance),
  ]);
  // Read before the table was asked again, an instance of a launch in between would be missing: it is not touched.
  const kept = await secrets.list();
  const again = kept.filter((instance) => !known.has(instance));
  const launched = new Set(
    again.length === 0
      ? []
      : (
          await Promise.all(
            observation.pools.map(({ pool }) =>
              services.table.pool(pool.name, monthOf(services.clock.now())),
            ),
          )
        ).flatMap(({ runners }) => runners.map(({ instance }) => instance)),
  );
  for (const instance of again.filter((one) => !launched.has(one))) {
    await secrets.remove(instance);
    log.info("configuration removed", { instance });
  }
}
