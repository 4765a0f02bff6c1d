import assert from "node:assert/strict";
import { isSettled, type Job } from "../../../runners/jobs/job.ts";
import type { ModelJob } from "../../../rehearsal/runners/github-model.ts";
import { type FaultRates, noFaults } from "../../../rehearsal/runners/world/faults.ts";
import { World, type WorldOptions } from "../../../rehearsal/runners/world/world.ts";
import type { Pool } from "../../../runners/settings/pool.ts";
import type { RunnerSettings } from "../../../runners/settings/settings.ts";
import { settingsWith } from "./settings.ts";

const minute = 60_000;

/** Every fault, each as often as a run of some minutes can bear. */
const often: FaultRates = {
  ...{ refused: 0.04, lost: 0.04, slow: 0.03, crash: 0.02, limited: 0.02, wrong: 0.2, delivery: 0.25 },
  ...{ boot: 0.08, interruption: 0.12, capacity: 0.1, removal: 0.02, twice: 0.1 },
};

/** What a run of the world came to. */
export interface Played {
  readonly world: World;
  readonly jobs: readonly ModelJob[];
  /** Jobs that a pool may run and that nobody cancelled. */
  readonly wanted: ReadonlySet<number>;
  /** Whether no job waited until GitHub gave it up after a day. */
  readonly isShort: boolean;
  /** How long it took until nothing was left (ms). */
  readonly took: number;
  /** The most that was spent or set aside, in US dollars. */
  readonly most: number;
}

/** The pools of all that is played: two whose labels overlap, and macs. */
export function playedSettings(change: Partial<Pool> = {}): RunnerSettings {
  return settingsWith({ ...change, maximum: 4 }, [
    { ...change, name: "large", labels: ["self-hosted", "linux", "arm64", "large"], maximum: 2 },
    { ...template(change), name: "mac", platform: "mac" },
  ]);
}

function template({ launchTemplate }: Partial<Pool>): Partial<Pool> {
  return launchTemplate === undefined ? {} : { launchTemplate };
}

/**
 * Plays some jobs out under faults of that seed; these stop after a while, and then everything has to come to an end.
 * `more`: other services than those in memory.
 */
export async function play(
  seed: number,
  more: Partial<Pick<WorldOptions, "settings" | "ground">> = {},
): Promise<Played> {
  const world = new World({
    settings: playedSettings(),
    ...{ seed, rates: often, hosts: { mac: ["h-1", "h-2"] } },
    ...more,
    replacesRoot: seed % 3 !== 0,
    work: (_job, chance) => ({
      ms: chance.between(10_000, 6 * minute),
      conclusion: chance.happens(0.2) ? "failure" : "success",
    }),
  });
  const { chance, time, github } = world;
  let most = 0;
  const noted: Noted = { wanted: new Set(), left: new Set() };
  for (let count = 1 + chance.below(7); count > 0; count--)
    time.after(chance.between(0, 5 * minute), () => queue(world, noted));
  time.after(chance.between(5, 20) * minute, () => void (world.rates = noFaults));
  const start = time.now();
  const isDone = async () => {
    most = Math.max(most, await looked(world));
    return time.now() - start > 21 * minute && (await world.isAtRest());
  };
  // A job that is refused waits until GitHub cancels it; a mac host is scrubbed for nearly two hours.
  await world.passUntil(isDone, start + 27 * 60 * minute);
  const jobs = [...github.jobs.values()];
  return {
    world,
    jobs,
    most,
    wanted: noted.wanted,
    isShort: noted.left.size === 0,
    took: time.now() - start,
  };
}

/** Jobs by number: those that are to be run, and those that are left to wait for a day. */
interface Noted {
  readonly wanted: Set<number>;
  readonly left: Set<number>;
}

function queue({ chance, github, time }: World, { wanted, left }: Noted): void {
  const repository = "octo-org/example";
  const isForeign = chance.happens(0.1);
  const event = chance.happens(0.1) ? "pull_request" : "push";
  const headRepository = isForeign ? "evil/example" : repository;
  const run = github.beginRun({ repository, isPublic: true, event, headRepository });
  const kinds = [["arm64", "linux"], ["arm64", "linux"], ["large"], ["macos"], []];
  const labels = ["self-hosted", ...(kinds[chance.below(kinds.length)] ?? [])];
  for (let count = 1 + chance.below(2); count > 0; count--) {
    const { id } = github.queueJob(run, { name: `build ${count}`, labels });
    const isTrusted = !isForeign && event === "push";
    const cancel = (after: number) => time.after(after, () => github.finish(id, "cancelled"));
    if (chance.happens(0.1)) cancel(chance.between(0, 5 * minute));
    else if (isTrusted) wanted.add(id);
    // Somebody sees that it is refused; else it waits for a day, which is played out now and then.
    else if (chance.happens(0.95)) cancel(20 * minute);
    else left.add(id);
  }
}

/** Holds at every moment; answers what is spent and set aside (US dollars). */
async function looked({ ground, services }: World): Promise<number> {
  const { instances } = await ground.left();
  const hosts = instances.flatMap(({ host }) => host ?? []);
  assert.equal(new Set(hosts).size, hosts.length, "two instances on a host");
  const month = "2026-11";
  const sums = services.settings.pools.map(async ({ name, monthly }) => {
    const { spent, runners, launches } = await ground.view(name, month);
    const held = runners.reduce((sum, { reserved }) => sum + reserved, 0);
    const coming = launches.reduce((sum, { reserved, count }) => sum + reserved * count, 0);
    const sum = (spent + held + coming) / 1_000_000;
    assert.ok(sum <= monthly, `${name} may cost ${sum} of ${monthly}`);
    return sum;
  });
  return Math.max(...(await Promise.all(sums)));
}

/** What must be so once everything has come to an end. */
export async function assertAtRest({ world, jobs, wanted, isShort, took }: Played): Promise<void> {
  const { github, ground, services } = world;
  const told = JSON.stringify(jobs, null, 1);
  for (const job of jobs) {
    assert.equal(job.status, "completed", `job ${job.id} is ${job.status}: ${told}`);
    const kept = await keptJob(world, job.id);
    const isOver = kept === undefined || (isSettled(kept) && (kept.state === "completed" || kept.isExpired));
    assert.ok(isOver, `job ${job.id} is told of as ${JSON.stringify(kept)}`);
    if (wanted.has(job.id)) assert.notEqual(job.runner, null, `job ${job.id} never had a runner`);
  }
  for (const [job, runner] of github.lost) {
    const instance = `i-${runner.split("-").at(-2) ?? ""}`;
    assert.ok(world.interrupted.has(instance), `job ${job} was ended with its runner ${runner}`);
  }
  // Faults last for twenty minutes, a mac's host is scrubbed for two hours, perhaps twice.
  if (isShort) assert.ok(took < 6 * 60 * minute, `it took ${took / minute} minutes`);
  const { instances, configurations } = await ground.left();
  assert.deepEqual(
    instances.filter(({ host }) => host === null),
    [],
    "instances are left",
  );
  assert.deepEqual([...github.runners.values()], [], "registrations are left");
  assert.deepEqual(configurations, [], "configurations are left");
  for (const { name } of services.settings.pools) {
    const { runners, launches, jobs: open, hosts } = await ground.view(name);
    assert.deepEqual({ runners, launches, open }, { runners: [], launches: [], open: [] });
    for (const { state } of hosts) assert.ok(["free", "ready", "scrubbing"].includes(state), `host ${state}`);
  }
}

/** What the table holds of a job; undefined: nothing. */
async function keptJob({ services, time }: World, id: number): Promise<Job | undefined> {
  const asked = services.table.job(id);
  await time.passUntil(time.now() + minute);
  return (await asked) ?? undefined;
}
