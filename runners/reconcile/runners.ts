import { eachOf } from "../concurrency/each.ts";
import type { Job, RanOn } from "../jobs/job.ts";
import { endRunner, forget } from "../pools/end-runner.ts";
import { costOf } from "../pools/money.ts";
import type { Runner } from "../pools/runner.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import { judge, type Judgement } from "./judge.ts";
import type { Observation } from "./observation.ts";

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
      const job = jobs.get(runner.name) ?? null;
      const judgement = judge(runner, {
        ...{ pool, now, job, isDrained: view.drainedSince !== null },
        instance: observation.instances === null ? undefined : (instances.get(runner.instance) ?? null),
        listed: observation.listed === null ? undefined : (listed.get(runner.name) ?? null),
      });
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
    case "gone":
      await forgetGone(runner, services);
      return;
    case "renew":
      await services.secrets.remove(runner.instance);
      await forget(runner, services);
      return;
    case "end":
      await endRunner(runner, judgement.why, services);
      return;
    case "retire":
      if (registration === null || (await allowedRequests(services, "clean up", 1)) < 1) return;
      // GitHub refuses where it has just given it a job: then it is not idle.
      if ((await services.github.removeRunner(registration)) === "busy") return;
      await endRunner(runner, "it had no job for too long", services);
      return;
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

function jobsByRunner({ pools }: Observation): ReadonlyMap<string, Job> {
  const jobs = pools.flatMap(({ view }) => view.jobs);
  return new Map(jobs.flatMap((job) => (job.runner === null ? [] : [[job.runner, job] as const])));
}
