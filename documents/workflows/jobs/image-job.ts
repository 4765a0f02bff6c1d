import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, matrix, needsOutput, runner, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadAll, downloadLocks, uploadImage } from "./artifacts.ts";
import { epoch, readEpoch } from "./build-steps.ts";
import { checkout } from "./preparation.ts";
import { checkedJob } from "./publish-jobs.ts";
import { taskStep } from "./task-step.ts";

/** The image's platforms as OCI spells them, each with a runner of that very architecture. */
export const imagePlatforms = [
  { architecture: "amd64", platform: "linux/amd64", runner: runnerFor("linux-x86_64") },
  { architecture: "arm64", platform: "linux/arm64", runner: runnerFor("linux-aarch64") },
] as const;

/** Which workflow builds an image: what it leaves of it, and whether it may start from layers of an earlier one. */
export type ImageUse = "check" | "branch" | "release";

/**
 * Builds the image of one architecture out of the checked wheel and the lock, and tries it: the package's code runs in a
 * container without network and without any right, and the job holds no right to push.
 */
export function imageJob<Earlier extends string>(
  plan: Plan,
  use: ImageUse,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "build" | "check"> {
  const checked = checkedJob(plan);
  return {
    name: `Build the image for ${expression(matrix("platform"))}`,
    needs: [...new Set<Earlier | "build" | "check">([...earlier, "build", checked])],
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 30,
    ...(use !== "check" && { outputs: toldOutputs() }),
    strategy: { "fail-fast": false, matrix: { include: imagePlatforms } },
    steps: [
      checkout("commit"),
      downloadAll(),
      downloadLocks(),
      readEpoch(),
      ...(use === "check" ? [cacheLayers()] : []),
      buildImage(plan, use),
      ...(use === "check" ? [] : [uploadImage(expression(matrix("architecture")), `${imageFolder}/*`)]),
    ],
  };
}

/** Each leg tells its own: the manifest's digest, and the hash of the list of what it is made of. */
function toldOutputs(): Readonly<Record<string, string>> {
  const names = imagePlatforms.flatMap(({ architecture }) => [architecture, `${architecture}-sbom`]);
  return Object.fromEntries(names.map((name) => [name, expression(stepOutput("image", name))]));
}

const imageFolder = `${expression(runner("temp"))}/image`;

function buildImage(plan: Plan, use: ImageUse): StepDraft {
  const version = { VERSION: expression(needsOutput("gate", "version")) };
  return taskStep({
    id: "image",
    name: "Build the image and try it",
    task: "build-image",
    args: [
      '--files dist --locks locks --platform "$PLATFORM"',
      '--out "$RUNNER_TEMP/image/$ARCHITECTURE.tar" --sbom "$RUNNER_TEMP/image/$ARCHITECTURE.cdx.json"',
      ...(use === "check" ? ['--cache "$RUNNER_TEMP/layers"'] : []),
    ].join(" "),
    env: {
      PLATFORM: expression(matrix("platform")),
      ARCHITECTURE: expression(matrix("architecture")),
      SUMS: expression(needsOutput(checkedJob(plan), "sums")),
      ...(use === "release" && version),
      ...epoch,
    },
  });
}

/** Never where an image is pushed from: what is restored could be anybody's who may write to a branch. */
function cacheLayers(): StepDraft {
  const key = `image-${expression(matrix("architecture"))}`;
  return {
    id: "layers",
    name: "Take the layers of an earlier build",
    uses: "actions/cache",
    with: {
      path: `${expression(runner("temp"))}/layers`,
      key: `${key}-${expression(github("sha"))}`,
      "restore-keys": `${key}-`,
    },
  };
}
