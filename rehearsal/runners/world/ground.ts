import type { Compute, Instance } from "../../../runners/ports/compute.ts";
import type { GitHub } from "../../../runners/ports/github.ts";
import type { Hints } from "../../../runners/ports/hints.ts";
import type { RunnerConfiguration, RunnerSecrets } from "../../../runners/ports/secrets.ts";
import type { PoolView, Table } from "../../../runners/ports/table.ts";

/** The services of a world: what the control plane calls, and what happens to them from outside. */
export interface Ground {
  readonly table: Table;
  readonly hints: Hints;
  readonly secrets: RunnerSecrets;
  readonly compute: Compute;
  readonly github: GitHub;
  /** Hints of a pool that has none out; null: there are none. */
  takeHints(): Promise<Batch | null>;
  /** What an instance's boot program does: reads its configuration and deletes it; null: there is none yet. */
  fetch(instance: string): Promise<RunnerConfiguration | null>;
  /** The instance powers itself off. */
  stop(instance: string): Promise<void>;
  /** EC2 takes a spot instance back. */
  interrupt(instance: string): Promise<void>;
  view(pool: string, month?: string): Promise<PoolView>;
  /** Instances that are there, and configurations that nobody fetched. */
  left(): Promise<{ readonly instances: readonly Instance[]; readonly configurations: readonly string[] }>;
}

/** Hints that were given out. */
export interface Batch {
  readonly pool: string;
  /** They are done with; or, after a while, they come again. */
  readonly end: (isDone: boolean) => void;
}

/** What a ground tells its world. */
export interface GroundEvents {
  /** An instance was started, or got a fresh root volume: its boot program runs. */
  readonly booted: (instance: Instance) => void;
  /** An instance ended: whatever ran on it is gone. */
  readonly ended: (instance: string) => void;
}
