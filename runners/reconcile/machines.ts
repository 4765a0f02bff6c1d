import { eachOf } from "../concurrency/each.ts";
import type { Job, RanOn } from "../jobs/job.ts";
import { endRunner, forget } from "../pools/end-runner.ts";
import { costOf, monthOf } from "../pools/money.ts";
import { namePrefix } from "../pools/runner-name.ts";
import type { Runner } from "../pools/runner.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import { judge, listingLag, type Judgement } from "./judge.ts";
import { type Observation, runnersOf } from "./observation.ts";

/** How many things are done at once. */
const atOnce = 10;

/** Holds each runner of the table against EC2's and GitHub's lists. */
export async function checkRunners(observation: Observation, services: Services): Promise<void> {
  const { log } = services;
  const now = services.clock.now();
  const instances = new Map(observation.instances?.map((one) => [one.id, one]));
  const listed = new Map(observation.listed?.map((one) => [one.name, one]));
  const jobs = jobsByRunner(observation);
  for (const { pool, view } of observation.pools) {
    const failures = await eachOf(view.runners, atOnce, async (runner) => {
      const judgement = judge(runner, {
        ...{ pool, now, job: jobs.get(runner.name) ?? null, isDrained: view.drainedSince !== null },
        instance: observation.instances === null ? undefined : (instances.get(runner.instance) ?? null),
        listed: observation.listed === null ? undefined : (listed.get(runner.name) ?? null),
      });
      const job = jobs.get(runner.name) ?? null;
      await follow(judgement, runner, { services, job, registration: listed.get(runner.name)?.id ?? null });
    });
    failures.forEach((cause) => log.warn("runner not checked", { pool: pool.name }, cause));
  }
}

interface Following {
  readonly services: Services;
  /** GitHub's id of the runner; null: it lists none. */
  readonly registration: number | null;
  /** The job that it took; null: none is known. */
  readonly job: Job | null;
}

async function follow(judgement: Judgement, runner: Runner, following: Following): Promise<void> {
  const { services, registration, job } = following;
  if (["gone", "renew", "end"].includes(judgement.verdict) && job !== null)
    await services.table.changeJob(job, { ranOn: machineOf(runner, services.clock.now()) });
  switch (judgement.verdict) {
    case "well":
    case "suspect":
      if (judgement.change !== null) await services.table.changeRunner(runner, judgement.change);
      return;
    case "gone": {
      await forgetGone(runner, services);
      return;
    }
    case "renew":
      await services.secrets.remove(runner.instance);
      {
        await forget(runner, services);
        return;
      }
    case "end": {
      await endRunner(runner, judgement.why, services);
      return;
    }
    case "retire":
      if (registration === null || (await allowedRequests(services, "clean up", 1)) < 1) return;
      // GitHub refuses where it has just given it a job: then it is not idle.
      if ((await services.github.removeRunner(registration)) === "busy") return;
      {
        await endRunner(runner, "it had no job for too long", services);
        return;
      }
    default:
      return judgement satisfies never;
  }
}

function machineOf(runner: Runner, now: number): RanOn {
  const { instance, type, market } = runner;
  return { instance, type, market, cost: costOf(runner, now) };
}

/**
 * Its instance is no more. What EC2 took back is written down under the runner's name before the runner is forgotten:
 * its job may be told of only afterwards.
 */
async function forgetGone(runner: Runner, services: Services): Promise<void> {
  const { compute, secrets, table, log, clock } = services;
  const { pool, name, instance } = runner;
  const isInterrupted =
    runner.market === "spot" && (await compute.interrupted([instance])).includes(instance);
  if (isInterrupted) await table.keepMark(interruptionMark(name), String(clock.now()));
  await secrets.remove(instance);
  await forget(runner, services);
  log.info(isInterrupted ? "runner interrupted" : "runner gone", { pool, runner: name, instance });
}

/** Name of the mark of a runner whose instance EC2 took back. */
export function interruptionMark(runner: string): string {
  return `interrupted/${runner}`;
}

/** Ends instances that the table does not know: their launch was given up, or its answer came too late. */
export async function endStrangers(observation: Observation, services: Services): Promise<void> {
  const { settings, compute, clock, log } = services;
  // A pool that could not be read may know them.
  if (observation.instances === null || observation.pools.length < settings.pools.length) return;
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
  if (observation.listed === null || observation.pools.length < settings.pools.length) return;
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
  if (observation.instances === null || observation.pools.length < settings.pools.length) return;
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

function jobsByRunner({ pools }: Observation): ReadonlyMap<string, Job> {
  const jobs = pools.flatMap(({ view }) => view.jobs);
  return new Map(jobs.flatMap((job) => (job.runner === null ? [] : [[job.runner, job] as const])));
}
