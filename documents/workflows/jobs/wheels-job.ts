import type { Plan } from "../../../plan/plan.ts";
import { type Platform, runnerFor } from "../../../plan/platforms.ts";
import { cibuildwheelPath } from "../../delivery-paths.ts";
import { expression, github, matrix, needsOutput, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadAll, downloadBuilt, downloadHeld, downloadLocks, uploadFiles } from "./artifacts.ts";
import { checkFiles, checkMetadata, checkWheelContents } from "./build-job.ts";
import { buildPython, checkout, installBuildTools, setUpPython } from "./preparation.ts";
import { trustsSealed, unlessSealed } from "./resume-job.ts";

/** How the names of a platform's wheels end, as bash matches them. */
export const wheelNames: Readonly<Record<Platform, string>> = {
  "linux-x86_64": "*linux*_x86_64.whl",
  "linux-aarch64": "*linux*_aarch64.whl",
  "macos-arm64": "*macosx*_arm64.whl",
  "macos-x86_64": "*macosx*_x86_64.whl",
  "windows-amd64": "*win_amd64.whl",
  "windows-arm64": "*win_arm64.whl",
};

/** Builds and tests a native package's wheels from the sdist, on a runner of each very architecture. */
export function wheelsJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "build"> {
  const release = earlier.length > 0;
  const wheels = buildWheels();
  return {
    name: `Build wheels for ${expression(matrix("platform"))}`,
    needs: [...earlier, "build"],
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 120,
    strategy: { "fail-fast": false, matrix: { include: wheelLegs(plan) } },
    steps: [
      checkout("commit"),
      downloadBuilt(plan),
      downloadLocks(),
      release && trustsSealed(plan) ? { ...wheels, if: unlessSealed() } : wheels,
      ...(release ? [downloadHeld("held"), preferHeld()] : []),
      uploadFiles(expression(matrix("platform")), "wheelhouse"),
    ],
  };
}

/** One leg a platform. */
export function wheelLegs(plan: Plan) {
  return plan.targets.map(({ platform, runner }) => ({ platform, runner, wheels: wheelNames[platform] }));
}

/** cibuildwheel works in the unpacked sdist, so that its settings are named by an absolute path. */
export function buildWheels(): StepDraft {
  return {
    id: "wheels",
    name: "Build and test the wheels",
    uses: "pypa/cibuildwheel",
    with: {
      "package-dir": `dist/${expression(needsOutput("build", "sdist"))}`,
      "output-dir": "wheelhouse",
      "config-file": `${expression(github("workspace"))}/${cibuildwheelPath}`,
    },
    env: { SOURCE_DATE_EPOCH: expression(needsOutput("build", "source-date-epoch")) },
  };
}

/**
 * What an earlier run attested may be on the index already, where no other contents can take its place. Both folders are
 * relative ones, since Windows writes the runner's own with backslashes, which bash takes for quotes in a pattern.
 */
function preferHeld(): StepDraft {
  return {
    id: "held",
    name: "Take what an earlier run left",
    env: { WHEELS: expression(matrix("wheels")) },
    run: [
      "mkdir -p wheelhouse",
      "shopt -s nullglob",
      "for file in held/*.whl; do",
      "  # The pattern of this platform's names is meant as one.",
      '  if [[ "$file" == $WHEELS ]]; then cp "$file" wheelhouse/; fi',
      "done",
      "",
    ].join("\n"),
  };
}

/** Checks all files of a native package together, once they are built. */
export function checkJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "wheels"> {
  const folder = `"$GITHUB_WORKSPACE"/dist`;
  return {
    name: "Check all files",
    needs: [...earlier, "wheels"],
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    outputs: { sums: expression(stepOutput("files", "sums")) },
    steps: [
      checkout("commit"),
      setUpPython(buildPython(plan)),
      installBuildTools(),
      downloadAll(),
      checkFiles({ folder, release: earlier.length > 0, part: null }),
      checkMetadata(plan, folder),
      checkWheelContents(plan, folder),
    ],
  };
}
