import { join } from "node:path";
import type { ResourceChange } from "../changes/change.ts";
import type { Outcome } from "./json.ts";

/** What the closing lines of `start` speak of. */
export interface Tour {
  readonly stack: string;
  readonly root: string;
  /** The repository that files are delivered into: `OWNER/NAME`. */
  readonly repository: string;
}

/** What was made, where to look at it, and what to try next. */
export function tourLines({ report }: Outcome, { stack, root, repository }: Tour): string[] {
  return [
    "",
    ...deliveredLines(report.resources, join(root, "repository", repository)),
    "What to do next:",
    `  edit a setting in Pulumi.${stack}.yaml, then see what it changes: npm run rehearse -- preview --stack ${stack}`,
    `  change a delivered file by hand, then find it: npm run rehearse -- refresh --stack ${stack}`,
    `  for real, with a GitHub token and Pulumi's own command line: see "Use it for real" in README.md`,
  ];
}

function deliveredLines(resources: readonly ResourceChange[], folder: string): string[] {
  const paths = resources.flatMap(({ delivers }) => delivers).sort();
  if (paths.length === 0) return [];
  return [`Delivered into the git repository ${folder}:`, ...paths.map((path) => `  ${path}`), ""];
}
