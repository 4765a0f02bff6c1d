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

/** Says what a pull request does, file by file, and where it comes from. */
export function proposalText(wanted: Wanted, edits: Edits, circumstances: Circumstances): ProposalText {
  const { title, snapshot, kept } = circumstances;
  const rows = [...edits]
    .filter(([path]) => path !== manifestPath)
    .map(([path, text]) => `| ${code(path)} | ${verbOf(wanted, snapshot, [path, text])} |`);
  const body = [
    `Stack ${code(wanted.stack)} of the Pulumi project ${code(wanted.project)} delivers this.`,
    ...(rows.length === 0 ? [] : ["", "| file | what happens |", "| --- | --- |", ...rows]),
    ...(kept.length === 0 ? [] : ["", `Edited by hand, and left as they are: ${kept.map(code).join(", ")}.`]),
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

/** Backticks, pipes and line ends in a name would end the cell. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`|\r\n]/g, "?")}\``;
}
