import type { Colours } from "../../show/colours.ts";
import { elapsed } from "./elapsed.ts";
import { JobList } from "./job-list.ts";
import type { ReleaseProgress } from "./progress.ts";
import { Region } from "./region.ts";
import { cutLines, wholeLines } from "./row-lines.ts";
import { rowsOf, rowsWithin } from "./rows.ts";
import { columnsOf, cutTo, printable } from "./text.ts";

/** A terminal, as far as a list is drawn on it. */
export type LiveStream = Pick<NodeJS.WriteStream, "columns" | "rows" | "write" | "on" | "off">;

/** What stands above the list, and how it is painted. */
export interface LiveLook {
  readonly title: string;
  readonly colours: Colours;
}

/** How long events are gathered before the list is drawn again, and how often times go on without one (ms). */
const pause = { gather: 40, tick: 1000 } as const;

/** The list of all jobs on a terminal, drawn again in place whenever something happens. */
export function liveProgress(stream: LiveStream, look: LiveLook): ReleaseProgress {
  return new Live(stream, look);
}

class Live implements ReleaseProgress {
  readonly #stream: LiveStream;
  readonly #look: LiveLook;
  readonly #region: Region;
  readonly #jobs = new JobList(() => performance.now());
  readonly #began = performance.now();
  readonly #ticker: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #note = "";
  #shown = "";
  #isAside = false;

  constructor(stream: LiveStream, look: LiveLook) {
    this.#stream = stream;
    this.#look = look;
    this.#region = new Region(sizeOf(stream));
    this.#ticker = setInterval(() => this.#draw(), pause.tick);
    this.#stream.on("resize", this.#resized);
    this.#draw();
  }

  take(event: Parameters<ReleaseProgress["take"]>[0]): void {
    this.#jobs.take(event);
    if (event.kind === "preparing") this.#note = printable(event.text);
    if (event.kind === "planned") this.#note = "";
    this.#soon();
  }

  say(text: string): void {
    this.#note = text;
    this.#draw();
  }

  async aside<T>(work: (lines: () => readonly string[]) => Promise<T>): Promise<T> {
    this.#region.clear();
    this.#isAside = true;
    try {
      return await work(() => wholeLines(this.#rows(), this.#fit()));
    } finally {
      this.#isAside = false;
      this.#shown = "";
      this.#draw();
    }
  }

  done(): void {
    clearInterval(this.#ticker);
    clearTimeout(this.#gathering);
    this.#stream.off("resize", this.#resized);
    this.#isAside = true;
    this.#region.clear();
  }

  readonly #resized = (): void => {
    this.#shown = "";
    this.#soon();
  };

  #soon(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#draw();
    }, pause.gather);
  }

  #draw(): void {
    if (this.#isAside) return;
    const { height } = this.#fit();
    // Not so much as the terminal has: the line below the last is the cursor's.
    const lines = this.#lines(Math.max(2, height - 1));
    const text = lines.join("\n");
    if (text === this.#shown) return;
    this.#shown = text;
    this.#region.draw(lines);
  }

  #lines(most: number): readonly string[] {
    const { colours, width } = this.#fit();
    const note = this.#note === "" ? [] : [colours.dim(cutTo(this.#note, width))];
    const room = most - 1 - note.length;
    const { jobs } = this.#jobs;
    const rows = jobs.length === 0 ? [] : rowsWithin(jobs, room, performance.now());
    return [this.#title(), ...cutLines(rows, { colours, width }), ...note];
  }

  #title(): string {
    const { colours, width } = this.#fit();
    const time = elapsed(performance.now() - this.#began);
    const title = cutTo(this.#look.title, Math.max(0, width - columnsOf(time) - 2));
    return `${colours.bold(title)}  ${colours.dim(time)}`;
  }

  #rows() {
    return rowsOf(this.#jobs.jobs, "legs", performance.now());
  }

  #fit() {
    const { columns, rows } = sizeOf(this.#stream);
    return { colours: this.#look.colours, width: columns - 1, height: rows };
  }
}

/** A terminal that does not tell its size has 0 of both. */
function sizeOf(stream: LiveStream) {
  return {
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write: (text: string) => stream.write(text),
  };
}
