import type { FileRecord } from "../store/records.ts";

/** How long a new file does not show on its project's page; it is there to download at once. */
export interface Lag {
  /** Seconds by the index's clock. @default 0 */
  readonly seconds?: number;
  /** Pages of its project. @default 0 */
  readonly requests?: number;
}

/** Decides which files show, as a cache in front of the index would. */
export class Visibility {
  readonly #lag: Lag;
  /** How many pages were given without the file, by its name. */
  readonly #withheld = new Map<string, number>();

  constructor(lag: Lag) {
    this.#lag = lag;
  }

  /** Whether a page that is given now has the file. */
  shows({ name, uploaded }: FileRecord, now: number): boolean {
    const { seconds = 0, requests = 0 } = this.#lag;
    if (now < uploaded + seconds * 1000) return false;
    const withheld = this.#withheld.get(name) ?? 0;
    if (withheld >= requests) return true;
    this.#withheld.set(name, withheld + 1);
    return false;
  }
}
