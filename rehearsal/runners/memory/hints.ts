import type { Clock } from "../../../runners/ports/clock.ts";
import type { Hints } from "../../../runners/ports/hints.ts";
import { type Around, directly } from "./around.ts";

const deduplication = 5 * 60_000;

/** The queue in memory: one hint of each pool is out at a time, and comes again until it is done with. */
export class MemoryHints implements Hints {
  /** In their order. */
  readonly waiting: string[] = [];
  readonly #seen = new Map<string, number>();
  readonly #out = new Set<string>();
  readonly #clock: Clock;
  readonly #around: Around;

  constructor(clock: Clock, around: Around = directly) {
    this.#clock = clock;
    this.#around = around;
  }

  send(pool: string, id: string): Promise<void> {
    return this.#around("hints.send", () => {
      const now = this.#clock.now();
      const last = this.#seen.get(id);
      if (last !== undefined && now - last < deduplication) return;
      this.#seen.set(id, now);
      this.waiting.push(pool);
    });
  }

  /** The next up to ten of a pool that has none out; null: there is none. */
  take(): { readonly pool: string; readonly count: number } | null {
    const pool = this.waiting.find((one) => !this.#out.has(one));
    if (pool === undefined) return null;
    this.#out.add(pool);
    const count = Math.min(10, this.waiting.filter((one) => one === pool).length);
    for (let left = count; left > 0; left--) this.waiting.splice(this.waiting.indexOf(pool), 1);
    return { pool, count };
  }

  /** `done`: false where they are to come again. */
  giveBack({ pool, count }: { readonly pool: string; readonly count: number }, done: boolean): void {
    this.#out.delete(pool);
    if (!done) this.waiting.unshift(...Array.from({ length: count }, () => pool));
  }
}
