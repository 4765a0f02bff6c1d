import { reconcile } from "../../../runners/reconcile/reconcile.ts";
import { servePool } from "../../../runners/pools/serve.ts";
import type { ListedJob } from "../../../runners/ports/github.ts";
import type { Log } from "../../../runners/ports/log.ts";
import type { Services } from "../../../runners/ports/services.ts";
import type { RunnerSettings } from "../../../runners/settings/settings.ts";
import { receive } from "../../../runners/webhook/receive.ts";
import { GitHubModel, type ModelDelivery, type ModelJob } from "../github-model.ts";
import { SimulatedTime } from "../simulated-time.ts";
import { Chance } from "./chance.ts";
import { disturbed, type FaultRates, type Invocation, invocations, noFaults } from "./faults.ts";
import type { Batch, Ground, GroundEvents } from "./ground.ts";
import { limits, quiet } from "./limits.ts";
import { Machines } from "./machines.ts";
import { MemoryGround, type MemoryGroundOptions } from "./memory-ground.ts";
import { webhookRequest } from "./webhook-bodies.ts";

export interface WorldOptions {
  readonly settings: RunnerSettings;
  readonly seed: number;
  readonly rates?: FaultRates;
  /** ms that a call takes: `github.register`. */
  readonly latency?: (call: string) => number;
  readonly bootTime?: (chance: Chance) => number;
  readonly work?: (job: ModelJob, chance: Chance) => { readonly ms: number; readonly conclusion: string };
  readonly log?: Log;
  /** Dedicated hosts by the pool's name. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  readonly replacesRoot?: boolean;
  /** @default all services in memory */
  readonly ground?: (options: MemoryGroundOptions) => Ground;
  /** For how long GitHub tells of what has ended (ms). */
  readonly memory?: number;
  /** Instances of each market that EC2 has. */
  readonly capacity?: (now: number) => number;
}

const second = 1000;
const minute = 60 * second;

/** The control plane's own programs in a world of services in memory, whose time is simulated and whose faults are drawn. */
export class World {
  readonly time = new SimulatedTime();
  readonly chance: Chance;
  readonly github: GitHubModel;
  readonly ground: Ground;
  readonly services: Services;
  /** Instances that EC2 took back. */
  readonly interrupted = new Set<string>();
  /** Boots of instances, first ones and those with a fresh root volume. */
  launched = 0;
  /** How often each call was made. */
  readonly calls = new Map<string, number>();
  /** Faults that are drawn from now on. */
  rates: FaultRates;
  readonly #options: WorldOptions;
  #tokens = 0;
  #isLookedAt = false;
  #lacksUntil = 0;
  readonly #misreadJobs = new Set<number>();

  constructor(options: WorldOptions) {
    const { settings, seed, rates = noFaults, log = quiet } = options;
    this.#options = options;
    this.rates = rates;
    this.chance = new Chance(seed);
    const { time, chance } = this;
    const around = disturbed({
      ...{ time, chance, rates: () => this.rates },
      latency: options.latency ?? (() => chance.between(5, 100)),
      called: (call) => this.calls.set(call, (this.calls.get(call) ?? 0) + 1),
    });
    this.github = new GitHubModel(time, {
      deliver: (delivery) => this.#send(delivery),
      pick: (count) => chance.below(count),
      ...(options.memory === undefined ? {} : { memory: options.memory }),
    });
    const machines = new Machines({
      ...{ time, chance, rates: () => this.rates, github: this.github, ground: () => this.#outside() },
      bootTime: () => options.bootTime?.(chance) ?? chance.between(15 * second, minute),
      work: (job) => options.work?.(job, chance) ?? { ms: minute, conclusion: "success" },
      lifetime: Math.max(...settings.pools.map(({ lifetimeSeconds }) => lifetimeSeconds)) * second,
    });
    const events: GroundEvents = {
      booted: (instance) => {
        this.launched += 1;
        machines.boot(instance);
      },
      ended: (instance) => machines.end(instance),
    };
    const make = options.ground ?? ((given) => new MemoryGround(given));
    this.ground = make({
      ...{ time, around, events, github: this.github, told: (job) => this.#misread(job) },
      ...{ capacity: () => this.#capacity(), refuses: () => chance.happens(this.rates.capacity) },
      ...{ replacesRoot: options.replacesRoot ?? true, hosts: options.hosts ?? {} },
      visibility: limits.visibility,
    });
    const { table, hints, secrets, compute, github } = this.ground;
    this.services = {
      ...{ settings, clock: time, table, hints, secrets, compute, github, log },
      newToken: () => `${(++this.#tokens).toString(16).padStart(8, "0")}-${options.seed}`,
    };
    this.#every(minute, () => void this.#invoke(limits.function, () => reconcile(this.services)));
    this.#every(20 * second, () => this.github.look());
  }

  /** How many calls there were of services whose name begins so. */
  count(prefix: string): number {
    return [...this.calls].reduce((sum, [call, times]) => sum + (call.startsWith(prefix) ? times : 0), 0);
  }

  /** Lets time pass until it holds, at most to `end` (ms since 1970); whether it came to hold. */
  async passUntil(holds: () => Promise<boolean>, end: number): Promise<boolean> {
    while (!(await holds())) {
      if (this.time.now() >= end) return false;
      await this.time.passUntil(Math.min(this.time.now() + 15 * second, end));
    }
    return true;
  }

  /** Whether nothing is left: no open job, instance of a runner, registration, configuration or row. */
  async isAtRest(): Promise<boolean> {
    const { github, ground, services } = this;
    if ([...github.jobs.values()].some(({ status }) => status !== "completed")) return false;
    if (github.runners.size > 0) return false;
    const { instances, configurations } = await ground.left();
    if (instances.some(({ host }) => host === null) || configurations.length > 0) return false;
    for (const { name } of services.settings.pools) {
      const { jobs, runners, launches, hosts } = await ground.view(name);
      if (jobs.length + runners.length + launches.length > 0) return false;
      if (hosts.some(({ state }) => !["free", "ready", "scrubbing"].includes(state))) return false;
    }
    return true;
  }

  /** What happens to instances from outside. */
  #outside(): Pick<Ground, "fetch" | "stop" | "interrupt"> {
    const { ground, interrupted } = this;
    return {
      fetch: (instance) => ground.fetch(instance),
      stop: (instance) => ground.stop(instance),
      interrupt: (instance) => {
        interrupted.add(instance);
        return ground.interrupt(instance);
      },
    };
  }

  /** An answer that is old or wrong; the next one of the same job is right. */
  #misread(job: ListedJob): ListedJob | null {
    if (this.#misreadJobs.delete(job.id) || !this.chance.happens(this.rates.wrong)) return job;
    this.#misreadJobs.add(job.id);
    const wrong: readonly (ListedJob | null)[] = [
      null,
      { ...job, status: "in_progress", runner: "another" },
      { ...job, status: "completed", conclusion: "success" },
      { ...job, status: "waiting" },
    ];
    return wrong[this.chance.below(wrong.length)] ?? null;
  }

  #capacity(): number {
    const { time, chance, rates } = this;
    if (chance.happens(rates.capacity)) this.#lacksUntil = time.now() + chance.between(0, 5 * minute);
    if (time.now() < this.#lacksUntil) return chance.below(2);
    return this.#options.capacity?.(time.now()) ?? Infinity;
  }

  #every(ms: number, run: () => void): void {
    this.time.after(ms, () => {
      run();
      this.#every(ms, run);
    });
  }

  /** Runs a function as Lambda does: it ends in time, or is ended. Answers whether it succeeded. */
  #invoke(limit: number, work: () => Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const invocation: Invocation = { isDead: false, died: () => resolve(false) };
      this.time.after(limit, () => {
        invocation.isDead = true;
        resolve(false);
      });
      invocations.run(invocation, () => {
        work().then(
          () => resolve(true),
          () => resolve(false),
        );
      });
    });
  }

  #send(delivery: Readonly<ModelDelivery>): void {
    const { chance, rates, time } = this;
    const isDisturbed = chance.happens(rates.delivery);
    const kind = isDisturbed ? chance.below(3) : -1;
    if (kind === 0) return;
    const late = kind === 1 ? chance.between(0, 3 * minute) : chance.between(100, 2 * second);
    for (let times = kind === 2 ? 2 : 1; times > 0; times--)
      time.after(late * times, () => void this.#receive(delivery));
  }

  async #receive(delivery: Readonly<ModelDelivery>): Promise<void> {
    const secret = "the secret of the webhook";
    let status = 0;
    const succeeded = await this.#invoke(limits.webhook, async () => {
      ({ status } = await receive(webhookRequest(delivery, secret), { ...this.services, secrets: [secret] }));
    });
    if (succeeded && status < 300) this.github.delivered(delivery.id, true);
    this.#lookAtHints();
  }

  /** Gives hints to controllers as long as there are some. */
  #lookAtHints(): void {
    if (this.#isLookedAt) return;
    this.#isLookedAt = true;
    const look = async () => {
      for (let batch = await this.ground.takeHints(); batch !== null; batch = await this.ground.takeHints())
        void this.#serve(batch);
      this.time.after(second, () => void this.time.hold(look()));
    };
    void this.time.hold(look());
  }

  async #serve({ pool: name, end }: Batch): Promise<void> {
    const pool = this.services.settings.pools.find((one) => one.name === name);
    if (pool === undefined) return;
    const serve = () => this.#invoke(limits.function, () => servePool(pool, this.services));
    if (this.chance.happens(this.rates.twice)) void serve();
    const isDone = await serve();
    end(isDone && !this.chance.happens(this.rates.twice));
  }
}
