import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** How many texts are remembered: the workflows of some dozen stacks. */
const limit = 64;

/**
 * The texts that were found to be without fault, by their digests, in a file. The parser takes longer than the
 * rest of a preview's own work, and its verdict on the same text does not change.
 */
export class Verdicts {
  readonly #file: string;
  readonly #checkers: string;
  readonly #known: readonly string[];

  /** `checkers` is what checks, source or version; the verdicts of others do not count. */
  constructor(file: string, checkers: string) {
    this.#file = file;
    this.#checkers = checkers;
    this.#known = read(file);
  }

  isSound(text: string): boolean {
    return this.#known.includes(this.#digest(text));
  }

  /** Remembers the texts; where the file can't be written, the next preview checks again. */
  remember(texts: readonly string[]): void {
    const digests = [...new Set([...texts.map((text) => this.#digest(text)), ...this.#known])].slice(
      0,
      limit,
    );
    const partial = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(partial, JSON.stringify(digests));
      renameSync(partial, this.#file);
    } catch {
      return;
    }
  }

  #digest(text: string): string {
    return createHash("sha256").update(`${this.#checkers}\n${text}`).digest("hex");
  }
}

function read(file: string): readonly string[] {
  try {
    const digests: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(digests) ? digests.filter((digest) => typeof digest === "string") : [];
  } catch {
    return [];
  }
}
