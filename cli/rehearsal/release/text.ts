import { stripVTControlCharacters } from "node:util";
import { onOneLine } from "../../../documents/printable.ts";

/** How long a text of a job may be, in characters; what is longer is in its log. */
const longest = 600;

/** What takes two columns of a terminal: the wide letters of East Asia, and emoji. */
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A text that a job or its package wrote, fit to be shown: one line, no terminal codes, not endless. */
export function printable(text: string): string {
  // Cut first: nobody waits for a line of a hundred megabytes to be looked through.
  const line = onOneLine(stripVTControlCharacters(text.slice(0, 20 * longest)));
  return line.length > longest ? `${line.slice(0, longest).trimEnd()}...` : line;
}

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of letters.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

/** The text in at most so many columns; what is cut off shows as dots. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const dots = "...".slice(0, Math.max(0, columns));
  let kept = "";
  let taken = dots.length;
  for (const { segment } of letters.segment(text)) {
    taken += wide.test(segment) ? 2 : 1;
    if (taken > columns) break;
    kept += segment;
  }
  return kept.trimEnd() + dots;
}

/** The text filled up with blanks to so many columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
