import type { ListedJob } from "../../../runners/ports/github.ts";
import type { Market } from "../../../runners/ports/compute.ts";
import type { GitHubModel } from "../github-model.ts";
import type { Around } from "../memory/around.ts";
import { MemoryCompute } from "../memory/compute.ts";
import { MemoryGitHub } from "../memory/github.ts";
import { MemoryHints } from "../memory/hints.ts";
import { MemorySecrets } from "../memory/secrets.ts";
import { MemoryTable } from "../memory/table.ts";
import type { SimulatedTime } from "../simulated-time.ts";
import type { Batch, Ground, GroundEvents } from "./ground.ts";

export interface MemoryGroundOptions {
  readonly time: SimulatedTime;
  readonly around: Around;
  readonly github: GitHubModel;
  readonly events: GroundEvents;
  /** What GitHub tells of a job that it is asked for. */
  readonly told: (job: ListedJob) => ListedJob | null;
  readonly capacity: (market: Market) => number;
  readonly refuses: (host: string) => boolean;
  readonly replacesRoot: boolean;
  /** Dedicated hosts by the pool's name. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  /** How long the queue keeps back what was not done (ms). */
  readonly visibility: number;
}

/** How long EC2 does not list an instance that it started (ms). */
const unlisted = 20_000;

/** All services in memory. */
export class MemoryGround implements Ground {
  readonly table: MemoryTable;
  readonly hints: MemoryHints;
  readonly secrets: MemorySecrets;
  readonly compute: MemoryCompute;
  readonly github: MemoryGitHub;
  readonly #options: MemoryGroundOptions;

  constructor(options: MemoryGroundOptions) {
    this.#options = options;
    const { time, around, github, events, capacity, refuses, replacesRoot } = options;
    this.table = new MemoryTable(time, around);
    this.hints = new MemoryHints(time, around);
    this.secrets = new MemorySecrets(time, around);
    this.compute = new MemoryCompute(time, around, {
      ...{ capacity, unlisted, refuses, replacesRoot, booted: events.booted },
      ended: ({ id }) => events.ended(id),
    });
    this.github = new MemoryGitHub(github, around, options.told);
    for (const [pool, hosts] of Object.entries(options.hosts))
      hosts.forEach((host) => this.compute.addHost(host, pool));
  }

  async takeHints(): Promise<Batch | null> {
    const batch = this.hints.take();
    if (batch === null) return null;
    const { time, visibility } = this.#options;
    const giveBack = (isDone: boolean) => this.hints.giveBack(batch, isDone);
    return {
      pool: batch.pool,
      end: (isDone) => (isDone ? giveBack(true) : time.after(visibility, () => giveBack(false))),
    };
  }

  async fetch(instance: string) {
    const configuration = this.secrets.kept.get(instance) ?? null;
    this.secrets.kept.delete(instance);
    return configuration;
  }

  async stop(instance: string): Promise<void> {
    this.compute.stop(instance);
  }

  async interrupt(instance: string): Promise<void> {
    this.compute.interrupt(instance);
  }

  async view(pool: string, month = "") {
    return this.table.view(pool, month);
  }

  async left() {
    const machines = [...this.compute.machines.values()];
    return {
      instances: machines.filter(({ endedAt }) => endedAt === null),
      configurations: [...this.secrets.kept.keys()],
    };
  }
}
