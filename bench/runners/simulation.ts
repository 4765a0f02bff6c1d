import { noFaults } from "../../rehearsal/runners/world/faults.ts";
import { World } from "../../rehearsal/runners/world/world.ts";
import { MemoryGround } from "../../rehearsal/runners/world/memory-ground.ts";
import type { Machine } from "../../rehearsal/runners/memory/compute.ts";
import type { Chance } from "../../rehearsal/runners/world/chance.ts";
import { benchSettings } from "./settings.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What a day of so many jobs comes to. */
export interface SimulatedDay {
  readonly jobs: number;
  readonly maximum: number;
  /** Seconds from queued to taken: half of the jobs wait no longer, 95 of 100, all. */
  readonly waited: { readonly median: number; readonly p95: number; readonly most: number };
  /** Jobs that GitHub gave up after a day. */
  readonly dropped: number;
  /** Instances started for each job. */
  readonly instances: number;
  /** Calls for each job, of the functions alone: not of instances. */
  readonly github: number;
  readonly aws: number;
  /** Most registrations in a minute: GitHub takes 180. */
  readonly registrations: number;
  /** US dollars a day: instances on demand; functions, table, queue and parameters. */
  readonly instancesUsd: number;
  readonly controlUsd: number;
}

/** ms that a call takes, within 50 to 200 of 100 of it: of measured orders of magnitude. */
const latencies: Readonly<Record<string, number>> = {
  github: 350,
  "github.register": 600,
  table: 12,
  hints: 15,
  secrets: 60,
  compute: 200,
  "compute.launch": 2500,
};

/** EC2 refills two instances a second of at most a thousand (its documented default of RunInstances). */
const ec2 = { perSecond: 2, most: 1000 } as const;

/** US dollars in `us-east-1`: a million requests of the table, the queue, functions and parameters. */
const prices = { table: 0.9, hints: 0.5, secrets: 5, functions: 4 } as const;

/**
 * Plays a day out: three times as many jobs at noon as at night, of 5 minutes each on the average, in runs of up to four;
 * and then as long as the last ones take.
 */
export async function simulateDay(jobs: number, maximum: number): Promise<SimulatedDay> {
  let taken = 0;
  let left: number = ec2.most;
  let before = 0;
  let ground: MemoryGround | null = null;
  const machines = () => [...(ground?.compute.machines.values() ?? [])];
  const world: World = new World({
    ground: (given) => (ground = new MemoryGround(given)),
    settings: benchSettings({ maximum }),
    ...{ seed: jobs, rates: noFaults, memory: 2 * hour },
    latency: (call) => latencyOf(call, world.chance),
    bootTime: (chance) => chance.between(20, 40) * second,
    work: (_job, chance) => ({ ms: workTime(chance), conclusion: "success" }),
    capacity: (now) => {
      const started = world.launched;
      left = Math.min(ec2.most, left - (started - taken) + ((now - before) / second) * ec2.perSecond);
      [taken, before] = [started, now];
      return Math.floor(left);
    },
  });
  const start = world.time.now();
  const waits: number[] = [];
  let dropped = 0;
  world.github.watch((event) => {
    if (event.name !== "workflow_job") return;
    const { status, createdAt, runner } = event.job;
    if (status === "in_progress") waits.push((world.time.now() - createdAt) / second);
    if (status === "completed" && runner === null) dropped += 1;
  });
  arrive(world, { jobs, start });
  await world.passUntil(
    async () => world.time.now() > start + day && (await world.isAtRest()),
    start + 3 * day,
  );
  waits.sort((one, other) => one - other);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  return {
    ...{ jobs, maximum, dropped, waited: { median: at(0.5), p95: at(0.95), most: at(1) } },
    instances: world.launched / jobs,
    github: world.count("github.") / jobs,
    aws: awsCalls(world) / jobs,
    registrations: mostInAMinute(machines()),
    ...costs(world, machines()),
  };
}

/** Jobs come at random, in runs; the density follows the hour. */
function arrive(world: World, { jobs, start }: { readonly jobs: number; readonly start: number }): void {
  const repository = "octo-org/example";
  for (let left = jobs; left > 0;) {
    const count = Math.min(left, 1 + world.chance.below(4));
    left -= count;
    world.time.after(arrival(world.chance) - (world.time.now() - start), () => {
      const run = world.github.beginRun({
        ...{ repository, isPublic: false, event: "push", headRepository: repository },
      });
      for (let job = 0; job < count; job++)
        world.github.queueJob(run, { name: `build ${job}`, labels: ["self-hosted", "linux", "arm64"] });
    });
  }
}

/** ms from the beginning of the day: three times as dense at its middle as at its ends. */
function arrival(chance: Chance): number {
  for (;;) {
    const at = chance.next();
    if (chance.next() < (2 - Math.cos(2 * Math.PI * at)) / 3) return at * day;
  }
}

/** Most are short, some long: 5 minutes on the average, at most 30. */
function workTime(chance: Chance): number {
  return Math.min(30, -Math.log(1 - chance.next()) * 5) * minute + 10 * second;
}

function latencyOf(call: string, chance: Chance): number {
  const [service = ""] = call.split(".");
  return (latencies[call] ?? latencies[service] ?? 10) * chance.between(0.5, 2);
}

/** Each instance is registered once, moments after its launch. */
function mostInAMinute(machines: readonly Machine[]): number {
  const counts = new Map<number, number>();
  for (const { launchedAt } of machines) {
    const key = Math.floor(launchedAt / minute);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function awsCalls(world: World): number {
  return ["table.", "hints.", "secrets.", "compute."].reduce((sum, one) => sum + world.count(one), 0);
}

function costs(
  world: World,
  machines: readonly Machine[],
): { readonly instancesUsd: number; readonly controlUsd: number } {
  const hours = machines.reduce(
    (sum, { launchedAt, endedAt }) => sum + ((endedAt ?? world.time.now()) - launchedAt) / hour,
    0,
  );
  const millions = (prefix: string) => world.count(prefix) / 1e6;
  const hourly = world.services.settings.pools[0]?.types[0]?.hourly ?? 0;
  return {
    instancesUsd: hours * hourly,
    controlUsd:
      millions("table.") * prices.table +
      millions("hints.") * prices.hints +
      millions("secrets.") * prices.secrets +
      (millions("table.keepJob") + millions("hints.")) * prices.functions,
  };
}
