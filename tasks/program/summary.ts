import { appendFileSync } from "node:fs";

/** A table of the job's summary; every row has as many cells as the head. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Adds a table to the summary that GitHub shows of a job; does nothing where no summary is kept. */
export function appendSummary(file: string | undefined, table: Table): void {
  if (file === undefined || file === "") return;
  appendFileSync(file, markdownOf(table));
}

/** The table as Markdown, with a blank line behind. */
export function markdownOf({ title, head, rows }: Table): string {
  const row = (cells: readonly string[]) => `| ${cells.map(cellOf).join(" | ")} |\n`;
  return `### ${title}\n\n${row(head)}${row(head.map(() => "---"))}${rows.map(row).join("")}\n`;
}

/** What would end the cell or begin markup is written so that it stands there as it is. */
function cellOf(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
}
