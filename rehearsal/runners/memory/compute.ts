import type {
  Compute,
  Instance,
  Launched,
  LaunchRequest,
  MacHost,
  Market,
  Replacement,
} from "../../../runners/ports/compute.ts";
import type { Clock } from "../../../runners/ports/clock.ts";
import { type Around, directly } from "./around.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An instance, from its start on. */
export interface Machine extends Mutable<Instance> {
  endedAt: number | null;
  isInterrupted: boolean;
}

interface Host {
  readonly id: string;
  readonly pool: string;
  readonly type: string;
  /** Until then it is scrubbed (ms since 1970). */
  pendingUntil: number;
}

export interface MemoryComputeOptions {
  /** How many instances EC2 has of that market now. */
  readonly capacity?: (market: Market) => number;
  /** How long EC2 does not list an instance that it started (ms). */
  readonly unlisted?: number;
  /** Whether a host that says it is available refuses a launch. */
  readonly refuses?: (host: string) => boolean;
  /** Whether instances of mac pools can have a fresh root volume. */
  readonly replacesRoot?: boolean;
  /** How long a host is scrubbed after its instance ended (ms). */
  readonly scrub?: number;
  /** An instance was started, or got a fresh root volume: its boot program runs. */
  readonly booted?: (instance: Instance) => void;
  /** An instance ended: whatever ran on it is gone. */
  readonly ended?: (instance: Instance) => void;
}

/** How long a replacement of a root volume takes (ms). */
const replacing = 5 * 60_000;

/** EC2 in memory: client tokens, capacity, spot interruptions, dedicated hosts that are scrubbed. */
export class MemoryCompute implements Compute {
  readonly machines = new Map<string, Machine>();
  readonly #hosts = new Map<string, Host>();
  readonly #answers = new Map<string, { readonly wish: string; readonly launched: Launched }>();
  readonly #replacing = new Map<string, { instance: string; until: number; isDone: boolean }>();
  readonly #clock: Clock;
  readonly #around: Around;
  readonly #options: MemoryComputeOptions;
  #last = 0;

  constructor(clock: Clock, around: Around = directly, options: MemoryComputeOptions = {}) {
    this.#clock = clock;
    this.#around = around;
    this.#options = options;
  }

  /** A dedicated host of a mac pool. */
  addHost(id: string, pool: string, type = "mac2.metal"): void {
    this.#hosts.set(id, { id, pool, type, pendingUntil: 0 });
  }

  launch({ token, pool, count, market }: LaunchRequest): Promise<Launched> {
    return this.#around("compute.launch", () => {
      const wish = `${pool} ${count} ${market}`;
      return this.#once(token, wish, () => {
        const first = this.#start(token, { pool, market, count });
        const lacking = count - first.length;
        const rest =
          market === "spot" && lacking > 0
            ? this.#start(token, { pool, market: "on-demand", count: lacking })
            : [];
        const instances = [...first, ...rest];
        return { instances, shortfall: instances.length < count ? "InsufficientInstanceCapacity" : null };
      });
    });
  }

  launchOn(host: string, { token, pool }: { token: string; pool: string }): Promise<Launched> {
    return this.#around("compute.launchOn", () =>
      this.#once(token, `${pool} ${host}`, () => {
        const record = this.#hosts.get(host);
        const isFree = record !== undefined && this.#stateOf(record) === "available" && !this.#on(host);
        if (!isFree || this.#options.refuses?.(host) === true)
          return { instances: [], shortfall: "InsufficientHostCapacity" };
        return { instances: [this.#add(token, { pool, market: "on-demand", host })], shortfall: null };
      }),
    );
  }

  instances(): Promise<readonly Instance[]> {
    return this.#around("compute.instances", () =>
      [...this.machines.values()]
        .filter(({ endedAt }) => endedAt === null)
        .filter(({ launchedAt }) => this.#clock.now() - launchedAt >= (this.#options.unlisted ?? 0))
        .map(told),
    );
  }

  end(instances: readonly string[]): Promise<void> {
    return this.#around("compute.end", () => instances.forEach((id) => this.stop(id)));
  }

  interrupted(instances: readonly string[]): Promise<readonly string[]> {
    return this.#around("compute.interrupted", () =>
      instances.filter((id) => this.machines.get(id)?.isInterrupted === true),
    );
  }

  hosts(): Promise<readonly MacHost[]> {
    return this.#around("compute.hosts", () =>
      [...this.#hosts.values()].map((host) => ({
        id: host.id,
        pool: host.pool,
        type: host.type,
        state: this.#stateOf(host),
        instance: this.#on(host.id)?.id ?? null,
      })),
    );
  }

  replaceRoot(instance: string): Promise<string | null> {
    return this.#around("compute.replaceRoot", () => {
      const machine = this.machines.get(instance);
      if (machine?.endedAt !== null || this.#options.replacesRoot === false) return null;
      const task = `replacevol-${++this.#last}`;
      this.#replacing.set(task, { instance, until: this.#clock.now() + replacing, isDone: false });
      return task;
    });
  }

  replacement(task: string): Promise<Replacement> {
    return this.#around("compute.replacement", () => {
      const record = this.#replacing.get(task);
      const machine = record && this.machines.get(record.instance);
      if (record === undefined || machine?.endedAt !== null) return "failed";
      if (this.#clock.now() < record.until) return "under way";
      if (!record.isDone) this.#options.booted?.(told(machine));
      record.isDone = true;
      return "succeeded";
    });
  }

  /** It ends, by itself or since it was told to. */
  stop(id: string): void {
    const machine = this.machines.get(id);
    if (machine?.endedAt !== null) return;
    machine.endedAt = this.#clock.now();
    machine.state = "ending";
    const host = machine.host === null ? undefined : this.#hosts.get(machine.host);
    if (host !== undefined) host.pendingUntil = this.#clock.now() + (this.#options.scrub ?? 110 * 60_000);
    this.#options.ended?.(told(machine));
  }

  /** EC2 takes a spot instance back. */
  interrupt(id: string): void {
    const machine = this.machines.get(id);
    if (machine?.endedAt !== null || machine.market !== "spot") return;
    machine.isInterrupted = true;
    this.stop(id);
  }

  /** Instances of a host at one time: never more than one. */
  #on(host: string): Machine | undefined {
    return [...this.machines.values()].find((machine) => machine.host === host && machine.endedAt === null);
  }

  #stateOf({ pendingUntil }: Host): MacHost["state"] {
    return this.#clock.now() < pendingUntil ? "pending" : "available";
  }

  #once(token: string, wish: string, start: () => Launched): Launched {
    const known = this.#answers.get(token);
    if (known !== undefined && known.wish !== wish)
      return { instances: [], shortfall: "IdempotentParameterMismatch" };
    const launched = known?.launched ?? start();
    this.#answers.set(token, { wish, launched });
    return launched;
  }

  #start(token: string, { pool, market, count }: Omit<LaunchRequest, "token">): Instance[] {
    const capacity = Math.min(count, this.#options.capacity?.(market) ?? count);
    return Array.from({ length: capacity }, () => this.#add(token, { pool, market, host: null }));
  }

  #add(
    launch: string,
    { pool, market, host }: { pool: string; market: Market; host: string | null },
  ): Instance {
    const id = `i-${(++this.#last).toString(16).padStart(17, "0")}`;
    const type = host === null ? "m7g.large" : (this.#hosts.get(host)?.type ?? "mac2.metal");
    const machine: Machine = {
      ...{ id, pool, launch, type, zone: "eu-west-1a", market, launchedAt: this.#clock.now() },
      ...{ state: "running", host, endedAt: null, isInterrupted: false },
    };
    this.machines.set(id, machine);
    this.#options.booted?.(told(machine));
    return told(machine);
  }
}

function told(machine: Machine): Instance {
  const { id, pool, launch, type, zone, market, launchedAt, state, host } = machine;
  return { id, pool, launch, type, zone, market, launchedAt, state, host };
}
