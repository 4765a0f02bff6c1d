import { stripVTControlCharacters } from "node:util";
import { columnsOf } from "./text.ts";

/** What a region needs of a terminal. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
}

const escape = "\u001b[";
/** A line that is too long after all must not break into two, or the place is lost. */
const [noBreaks, breaks] = [`${escape}?7l`, `${escape}?7h`];

/** Some last lines of a terminal that are drawn again in place, each time by one write, so that nothing flickers. */
export class Region {
  readonly #screen: Screen;
  #drawn: readonly string[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  draw(lines: readonly string[]): void {
    const body = lines.map((line) => `${line}${escape}K\n`).join("");
    this.#screen.write(`${this.#home()}${noBreaks}${body}${escape}J${breaks}`);
    this.#drawn = lines;
  }

  /** Takes it away; what comes next stands where it stood. */
  clear(): void {
    if (this.#drawn.length === 0) return;
    this.#screen.write(`${this.#home()}${escape}J`);
    this.#drawn = [];
  }

  /** To its first line; a terminal that became narrower has broken its lines meanwhile. */
  #home(): string {
    const { columns, rows } = this.#screen;
    const taken = this.#drawn.map((line) => columnsOf(stripVTControlCharacters(line)));
    const up = taken.reduce((sum, each) => sum + Math.max(1, Math.ceil(each / columns)), 0);
    return up === 0 ? "\r" : `\r${escape}${Math.min(up, rows - 1)}A`;
  }
}
