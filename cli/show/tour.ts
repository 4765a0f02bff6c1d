import { join } from "node:path";
import type { ResourceChange } from "../changes/change.ts";
import type { DeliveryState } from "../changes/delivery.ts";
import type { Outcome } from "./json.ts";
import { rehearsalCommand } from "./rehearsal-command.ts";

/** What the closing lines of `start` speak of. */
export interface Tour {
  readonly stack: string;
  readonly root: string;
  /** The repository that files are delivered into: `OWNER/NAME`. */
  readonly repository: string;
}

/** What was made, where to look at it, and what to try next. */
export function tourLines({ report }: Outcome, { stack, root, repository }: Tour): string[] {
  const folder = join(root, "repository", repository);
  const waiting = report.resources.find(({ delivery }) => delivery?.status === "waiting")?.delivery;
  const rehearse = (operation: string) => rehearsalCommand(operation, stack, root);
  return [
    "",
    ...deliveredLines(report.resources, folder, waiting),
    "What to do next:",
    ...(waiting ? [`  merge what it proposes: ${rehearse("merge")}`] : []),
    `  ${waiting ? "then " : ""}see a whole release on this machine: ${rehearse("release")}`,
    `  edit a setting in Pulumi.${stack}.yaml, then see what it changes: ${rehearse("preview")}`,
    `  change a delivered file by hand, then find it: ${rehearse("refresh")}`,
    `  for real, with a GitHub token and Pulumi's own command line: see "Use it for real" in README.md`,
  ];
}

function deliveredLines(
  resources: readonly ResourceChange[],
  folder: string,
  waiting: DeliveryState | null | undefined,
): string[] {
  const paths = resources.flatMap(({ delivers }) => delivers).sort();
  if (paths.length === 0) return [];
  const where = waiting
    ? `Proposed by pull request ${waiting.pullRequest?.number}, on the branch ${waiting.branch} of the git repository ${folder}:`
    : `Delivered into the git repository ${folder}:`;
  const read = paths.filter((path) => path.startsWith(".github/workflows/"));
  const rest = paths.length - read.length;
  return [where, ...read.map((path) => `  ${path}`), `  and ${rest} files that they use`, ""];
}
