import type { Clock } from "../../runners/ports/clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that passes only from one timer to the next: a day takes as long as what happens in it. */
export class SimulatedTime implements Clock {
  #now: number;
  #order = 0;
  #held = 0;
  /** A binary heap, the next timer first. */
  readonly #timers: Timer[] = [];

  /** `start`: ms since 1970. */
  constructor(start = Date.UTC(2026, 10, 23, 12)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** `ms` from now. */
  after(ms: number, run: () => void): void {
    this.#push({ at: this.#now + Math.max(0, ms), order: this.#order++, run });
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Time stands still until it has come about: a call of a service outside. */
  async hold<T>(happening: Promise<T>): Promise<T> {
    this.#held += 1;
    try {
      return await happening;
    } finally {
      this.#held -= 1;
    }
  }

  /** Lets it pass up to `end` (ms since 1970), or until nothing is left to happen. */
  async passUntil(end: number): Promise<void> {
    for (let next = this.#timers[0]; next !== undefined && next.at <= end; next = this.#timers[0]) {
      this.#pop();
      this.#now = next.at;
      next.run();
      // Whatever waited for it goes on before the next timer, however many promises it is behind.
      do await new Promise((resolve) => setImmediate(resolve));
      while (this.#held > 0);
    }
    this.#now = Math.max(this.#now, end);
  }

  #push(timer: Timer): void {
    const timers = this.#timers;
    let index = timers.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(timer, timers[parent])) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #pop(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    timers[0] = last;
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const child = isBefore(timers[left + 1], timers[left]) ? left + 1 : left;
      if (!isBefore(timers[child], timers[index])) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#timers[one], this.#timers[other]];
    if (a !== undefined) this.#timers[other] = a;
    if (b !== undefined) this.#timers[one] = b;
  }
}

function isBefore(one: Timer | undefined, other: Timer | undefined): boolean {
  if (one === undefined) return false;
  return other === undefined || one.at < other.at || (one.at === other.at && one.order < other.order);
}
