import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stripVTControlCharacters } from "node:util";
import type { Stars } from "./stars.ts";

/** A file with all that a job prints, for people: without what would move a terminal's cursor, secrets as stars. */
export class JobLog {
  readonly #stream;
  readonly #stars: Stars;

  constructor(file: string, stars: Stars) {
    this.#stream = createWriteStream(file, { mode: 0o600 });
    this.#stars = stars;
  }

  begin(step: string): void {
    this.#stream.write(`== ${this.clean(step)}\n`);
  }

  print(text: string): void {
    for (const line of this.lines(text)) this.#stream.write(`${line}\n`);
  }

  /** A text's lines as they may be shown. */
  lines(text: string): readonly string[] {
    return this.clean(text).replace(/\n$/, "").split("\n");
  }

  clean(text: string): string {
    const plain = stripVTControlCharacters(text).replaceAll(/\r+\n/g, "\n").replaceAll("\r", "\n");
    return this.#stars.over(plain.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ""));
  }

  async end(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}
