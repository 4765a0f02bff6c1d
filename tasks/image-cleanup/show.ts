import type { PackageVersion } from "../github/packages.ts";
import type { Table } from "../program/summary.ts";
import type { Cleaned } from "./clean.ts";

/** What is shown of a clean-up. */
export interface Shown {
  readonly image: string;
  readonly dryRun: boolean;
}

/** A summary takes 1 MiB. */
const mostRows = 2000;

/** A line a version, and one on all. */
export function linesOf(cleaned: Cleaned, shown: Shown): readonly string[] {
  const rows = rowsOf(cleaned, shown);
  const { removed, kept, left } = cleaned;
  const verb = shown.dryRun ? "would be removed" : "removed";
  const rest = left.length === 0 ? "" : `, ${left.length} left for the next run`;
  return [
    ...rows.map((cells) => cells.filter((cell) => cell !== "").join("  ")),
    `${shown.image}: ${removed.length} ${verb}, ${kept.length} kept${rest}.`,
  ];
}

/** The same as a table, as far as the job's summary takes it. */
export function tableOf(cleaned: Cleaned, shown: Shown): Table {
  const rows = rowsOf(cleaned, shown);
  const more = rows.length - mostRows;
  const title = shown.dryRun ? `Clean-up of ${shown.image}, dry run` : `Clean-up of ${shown.image}`;
  return {
    title,
    head: ["Version", "Changed", "What becomes of it", "Tags"],
    rows: more > 0 ? [...rows.slice(0, mostRows), [`and ${more} more`, "", "", ""]] : rows,
  };
}

/** What goes first: it is what a person looks for. */
function rowsOf({ removed, left, kept }: Cleaned, { dryRun }: Shown): readonly (readonly string[])[] {
  return [
    ...removed.map((one) => rowOf(one, dryRun ? "would be removed" : "removed")),
    ...left.map((one) => rowOf(one, "left for the next run")),
    ...kept.map(({ version, why }) => rowOf(version, `kept: ${why}`)),
  ];
}

function rowOf({ digest, changed, tags }: PackageVersion, what: string): readonly string[] {
  return [digest, new Date(changed).toISOString().slice(0, 10), what, tags.join(", ")];
}
