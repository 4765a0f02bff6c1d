import type { Colours } from "../../show/colours.ts";
import { wrapped } from "../../show/wrap.ts";
import type { Row, Tone } from "./rows.ts";
import { columnsOf, cutTo, padded } from "./text.ts";

/** How rows become lines. */
export interface Look {
  readonly colours: Colours;
  /** Of a line, in columns. */
  readonly width: number;
}

/** Below this a remark says nothing any more (columns). */
const leastRemark = 10;

/** Widths of the columns, so that all rows stand below each other. */
interface Columns {
  readonly word: number;
  readonly name: number;
  readonly time: number;
  /** What is left for the remark; it may be nothing. */
  readonly remark: number;
}

/** One line a row, cut to the width: for what is drawn in place. */
export function cutLines(rows: readonly Row[], { colours, width }: Look): string[] {
  const columns = columnsFor(rows, width);
  return rows.map((row) => {
    const name = padded(cutTo(row.name, columns.name), columns.name);
    const remark = columns.remark < leastRemark ? "" : cutTo(row.remark, columns.remark);
    return painted({ ...row, name, remark }, columns, colours);
  });
}

/** Whole rows; a remark that does not fit goes on below. */
export function wholeLines(rows: readonly Row[], { colours, width }: Look): string[] {
  const columns = columnsFor(rows, width);
  return rows.flatMap((row) => {
    const name = padded(row.name, columns.name);
    const fits = columnsOf(name) <= columns.name && columnsOf(row.remark) <= columns.remark;
    if (fits) return [painted({ ...row, name }, columns, colours)];
    const indent = " ".repeat(Math.min(columns.word + 4, 8));
    const isLong = columnsOf(name) > columns.name;
    const rest = isLong ? [row.time, row.remark].filter((part) => part !== "").join("  ") : row.remark;
    const below = rest === "" ? [] : wrapped(indent + rest, width);
    const head = { ...row, name, remark: "", time: isLong ? "" : row.time };
    return [painted(head, columns, colours), ...below.map(colours.dim)];
  });
}

function columnsFor(rows: readonly Row[], width: number): Columns {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(columnsOf));
  const word = widest(rows.map((row) => row.word));
  const time = widest(rows.map((row) => row.time));
  const room = width - (word + time + 2 * 3);
  const hasRemarks = rows.some(({ remark }) => remark !== "");
  const most = hasRemarks && width >= 60 ? Math.floor(room * 0.6) : room;
  const name = Math.max(1, Math.min(widest(rows.map((row) => row.name)), most));
  return { word, name, time, remark: Math.max(0, room - name - 2) };
}

function painted({ word, tone, name, time, remark }: Row, columns: Columns, colours: Colours): string {
  const { head, text } = paints(tone, colours);
  const first = head(word) + " ".repeat(columns.word - columnsOf(word));
  const parts = [`  ${first}  ${text(name)}`, colours.dim(time.padStart(columns.time)), colours.dim(remark)];
  const shown =
    remark !== "" ? parts : time !== "" ? parts.slice(0, 2) : [`  ${first}  ${text(name.trimEnd())}`];
  return shown.join("  ");
}

function paints(
  tone: Tone,
  colours: Colours,
): { head: (text: string) => string; text: (text: string) => string } {
  const plain = (text: string) => text;
  switch (tone) {
    case "good":
      return { head: colours.green, text: plain };
    case "bad":
      return { head: colours.red, text: plain };
    case "busy":
      return { head: colours.cyan, text: colours.bold };
    case "asks":
      return { head: colours.yellow, text: plain };
    case "quiet":
      return { head: colours.dim, text: colours.dim };
  }
}
