import type { Fault } from "../../../config/fault.ts";
import {
  backendRequirementsPath,
  buildRequirementsPath,
  cibuildwheelPath,
  taskPath,
  testRequirementsPath,
  workflowPath,
} from "../../../documents/delivery-paths.ts";
import { taskNames } from "../../../documents/bundles/bundles.ts";
import { buildFileName } from "../../../documents/workflows/build.ts";
import type { Tree } from "../tree/tree.ts";
import type { StandingFile } from "../workflows/standing-files.ts";

/** A file of the repository that a setting is about, and why. */
export interface Listed {
  readonly path: string;
  readonly reasons: readonly string[];
  /** Whether it stands in the setting, or is only offered as a comment. */
  readonly chosen: boolean;
}

/** What becomes of the files that stand in the repository already. */
export interface DeliveryFindings {
  readonly adopt: readonly Listed[];
  readonly retire: readonly Listed[];
  /** The workflows that stay, and so have to run beside Slipway's. */
  readonly kept: readonly StandingFile[];
}

const releaseWorkflow = "release.yml";
const delivered = [
  workflowPath(buildFileName),
  workflowPath(releaseWorkflow),
  buildRequirementsPath,
  backendRequirementsPath,
  testRequirementsPath,
  cibuildwheelPath,
  ...taskNames.map(taskPath),
];

/**
 * Files at the paths that Slipway delivers to are offered for adoption. Workflows that publish what Slipway does, to
 * the index and as a GitHub release, are retired; those that publish images or conda packages, or only could, are
 * offered, since nothing takes their place.
 */
export function deliveryFindings(
  tree: Tree,
  workflows: readonly StandingFile[],
  faults: Fault[],
): DeliveryFindings {
  const paths = new Set(delivered.map((path) => path.toLowerCase()));
  const standing = tree.paths.filter((path) => paths.has(path.toLowerCase()));
  const byPath = new Map(workflows.map((workflow) => [workflow.path, workflow]));
  const stacks = new Set(workflows.flatMap(({ stack }) => stack ?? []));
  for (const stack of stacks) {
    faults.push({
      place: tree.name,
      fault: `holds files that the stack ${stack} delivers already`,
      mend: "one stack delivers to a repository: change that one, or destroy it first",
    });
  }
  const others = workflows.filter(({ path, stack }) => !standing.includes(path) && stack === null);
  const publishers = others.filter(({ publishing }) => publishing.length > 0);
  const retire = publishers.map((workflow) => {
    const chosen = workflow.publishing.some(({ kind }) => kind === "index" || kind === "release");
    const reasons = [...workflow.publishing.map(({ reason }) => reason), ...alongside(workflow)];
    return { path: workflow.path, reasons: chosen ? reasons : [stays, ...reasons], chosen };
  });
  const retired = new Set(retire.filter(({ chosen }) => chosen).map(({ path }) => path));
  return {
    adopt: standing.map((path) => ({ path, chosen: false, reasons: adoptionReasons(byPath.get(path)) })),
    retire,
    kept: others.filter(({ path }) => !retired.has(path)),
  };
}

const stays = "stays, since nothing of Slipway's takes its place: uncomment to remove it";

function adoptionReasons(workflow: StandingFile | undefined): readonly string[] {
  return [
    "stands where Slipway delivers a file: uncomment to have it overwritten, or rename it there",
    ...(workflow?.publishing ?? []).map(({ reason }) => reason),
    ...(workflow === undefined ? [] : alongside(workflow)),
  ];
}

/** What would go with the file though it publishes nothing. */
function alongside({ jobs, publishing }: StandingFile): readonly string[] {
  const others = jobs.filter((id) => !publishing.some(({ job }) => job === id));
  return others.length === 0
    ? []
    : [`with it go the jobs ${others.slice(0, 8).join(", ")}${others.length > 8 ? " and more" : ""}`];
}
