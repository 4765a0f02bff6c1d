/** The machine is gone: nothing of the job goes on. No error that a task knows. */
export class Interrupted extends Error {}

/** What may happen before and after everything that a job does to the world. */
export interface Hazard {
  /** Throws where the job is ended here; `late` is what was on its way and may still arrive. */
  step(late?: () => void): Promise<void>;
}

/** Nothing happens. */
export const calm: Hazard = { step: () => Promise.resolve() };

/** Ends the job at one step. What was on its way then arrives some steps into the next job, or never. */
export class Interruption implements Hazard {
  #left: number;
  readonly #arrives: number | null;
  readonly #late: LateArrivals;

  constructor(after: number, arrives: number | null, late: LateArrivals) {
    this.#left = after;
    this.#arrives = arrives;
    this.#late = late;
  }

  step(late?: () => void): Promise<void> {
    this.#late.tick();
    this.#left -= 1;
    if (this.#left >= 0) return Promise.resolve();
    if (late !== undefined && this.#arrives !== null) this.#late.add(this.#arrives, late);
    return Promise.reject(new Interrupted());
  }
}

/** Requests whose sender is gone and which arrive all the same. */
export class LateArrivals {
  #waiting: { left: number; readonly arrive: () => void }[] = [];

  add(left: number, arrive: () => void): void {
    this.#waiting.push({ left, arrive });
  }

  tick(): void {
    for (const one of this.#waiting) one.left -= 1;
    for (const { arrive } of this.#waiting.filter(({ left }) => left < 0)) arrive();
    this.#waiting = this.#waiting.filter(({ left }) => left >= 0);
  }
}
