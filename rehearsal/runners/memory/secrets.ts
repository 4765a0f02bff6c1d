import type { Clock } from "../../../runners/ports/clock.ts";
import type { RunnerConfiguration, RunnerSecrets } from "../../../runners/ports/secrets.ts";
import { type Around, directly } from "./around.ts";

/** The configurations in memory. */
export class MemorySecrets implements RunnerSecrets {
  readonly kept = new Map<string, RunnerConfiguration>();
  readonly #around: Around;

  constructor(_clock: Clock, around: Around = directly) {
    this.#around = around;
  }

  put(instance: string, configuration: RunnerConfiguration): Promise<"kept" | "exists"> {
    return this.#around("secrets.put", () => {
      if (this.kept.has(instance)) return "exists";
      this.kept.set(instance, configuration);
      return "kept";
    });
  }

  remove(instance: string): Promise<void> {
    return this.#around("secrets.remove", () => void this.kept.delete(instance));
  }

  list(): Promise<readonly string[]> {
    return this.#around("secrets.list", () => [...this.kept.keys()]);
  }
}
