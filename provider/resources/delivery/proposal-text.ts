import { onOneLine } from "../../../documents/printable.ts";
import { manifestPath } from "./manifest.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Wanted } from "./wanted.ts";
import type { Edits, PullText } from "./writer.ts";

/** A pull request's title and body; the commit takes the title as well. */
export type ProposalText = PullText;

interface Circumstances {
  readonly title: string;
  readonly snapshot: Snapshot;
  /** Files edited by hand that stay as they are. */
  readonly kept: readonly string[];
}

/** So many files are named, and so much of each name (characters): GitHub refuses a body of more than 65,536. */
const mostFiles = 150;
const longestName = 200;

/** Says what a pull request does, file by file, and where it comes from. */
export function proposalText(wanted: Wanted, edits: Edits, circumstances: Circumstances): ProposalText {
  const { title, snapshot, kept } = circumstances;
  const files = [...edits].filter(([path]) => path !== manifestPath);
  const rows = files
    .slice(0, mostFiles)
    .map(([path, text]) => `| ${code(path)} | ${verbOf(wanted, snapshot, [path, text])} |`);
  const body = [
    `Stack ${code(wanted.stack)} of the Pulumi project ${code(wanted.project)} delivers this.`,
    ...(rows.length === 0 ? [] : ["", "| file | what happens |", "| --- | --- |", ...rows]),
    ...(rows.length === files.length ? [] : ["", `And ${files.length - rows.length} files more.`]),
    ...(kept.length === 0 ? [] : ["", `Edited by hand, and left as they are: ${listed(kept)}.`]),
    "",
    "Merge it by whichever method you like. Closed, it is proposed again only with the stack's next change. " +
      `Change these files in ${code(`Pulumi.${wanted.stack}.yaml`)}; commits added here are kept.`,
    "",
  ];
  return { title, body: body.join("\n") };
}

function verbOf(wanted: Wanted, snapshot: Snapshot, [path, text]: readonly [string, string | null]): string {
  if (text === null) return wanted.retire.includes(path) ? "retired" : "removed";
  if (!snapshot.entries.has(path)) return "added";
  return wanted.adopt.includes(path) ? "overwritten, as `slipway:delivery.adopt` says" : "changed";
}

function listed(paths: readonly string[]): string {
  const more = paths.length - mostFiles;
  return paths.slice(0, mostFiles).map(code).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Backticks, pipes and line ends in a name would end the cell. */
function code(text: string): string {
  const short = text.length > longestName ? `${text.slice(0, longestName)}...` : text;
  return `\`${onOneLine(short).replaceAll(/[`|]/g, "?")}\``;
}
