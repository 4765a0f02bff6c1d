import { sha256Of } from "../../../../tasks/files/release-files.ts";
import type { Channel, Held } from "../../../../tasks/ledger/channel.ts";
import { TaskError } from "../../../../tasks/program/fault.ts";
import { sameVersion } from "../../../../tasks/version/version.ts";
import { type Hazard, calm } from "./hazard.ts";

interface Stored {
  readonly content: Buffer;
  readonly version: string;
  readonly uploaded: number;
  /** How many readings do not show it yet. */
  hidden: number;
}

/** An index in memory, with PyPI's rules: the same file again is taken, other contents are refused; readings may lag. */
export class MemoryIndex {
  readonly #stored = new Map<string, Stored>();
  readonly name: string;
  readonly title: string;
  readonly #lag: number;
  /** Names in the order of their publishing. */
  readonly created: string[] = [];
  refused = 0;

  constructor(name: string, title: string, lag = 0) {
    this.name = name;
    this.title = title;
    this.#lag = lag;
  }

  /** Takes a file as the upload API does. */
  put(version: string, name: string, content: Uint8Array): "created" | "same" | "refused" {
    const stored = this.#stored.get(name);
    if (stored === undefined) {
      this.#stored.set(name, { version, content: Buffer.from(content), uploaded: 0, hidden: this.#lag });
      this.created.push(name);
      return "created";
    }
    if (stored.content.equals(content)) return "same";
    this.refused += 1;
    return "refused";
  }

  /** What is there, shown or not. */
  hashes(): Readonly<Record<string, string>> {
    const entries = [...this.#stored].map(([name, { content }]) => [name, sha256Of(content)] as const);
    return Object.fromEntries(entries.sort());
  }

  channel(hazard: Hazard = calm): Channel {
    return {
      name: this.name,
      title: this.title,
      openDays: 14,
      page: (version) => `https://${this.name}.example/${version}`,
      read: async (version) => {
        await hazard.step();
        return this.#read(version);
      },
      fetch: async ({ name }) => {
        await hazard.step();
        const stored = this.#stored.get(name);
        if (stored !== undefined) return stored.content;
        const place = `${this.title}, ${name}`;
        throw new TaskError([{ place, fault: "is not there", mend: "run the job again" }]);
      },
    };
  }

  #read(version: string): readonly Held[] {
    const shown: Held[] = [];
    for (const [name, stored] of this.#stored) {
      if (stored.hidden > 0) stored.hidden -= 1;
      else if (sameVersion(stored.version, version)) {
        const { content, uploaded } = stored;
        shown.push({ name, sha256: sha256Of(content), size: content.length, uploaded });
      }
    }
    return shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
