import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { cibuildwheelPath } from "../../delivery-paths.ts";
import { expression, github, matrix, needsOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadAll, downloadBuilt, uploadFiles } from "./artifacts.ts";
import { checkMetadata, checkWheelContents } from "./build-job.ts";
import { buildPython, checkout, installBuildTools, setUpPython } from "./preparation.ts";

/** Builds and tests a native package's wheels from the sdist, on a runner of each very architecture. */
export function wheelsJob(plan: Plan): JobDraft<"build"> {
  return {
    name: `Build wheels for ${expression(matrix("platform"))}`,
    needs: ["build"],
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 120,
    strategy: {
      "fail-fast": false,
      matrix: { include: plan.targets.map(({ platform, runner }) => ({ platform, runner })) },
    },
    steps: [
      checkout("commit"),
      downloadBuilt(plan),
      buildWheels(),
      uploadFiles(expression(matrix("platform")), "wheelhouse"),
    ],
  };
}

/** cibuildwheel works in the unpacked sdist, so that its settings are named by an absolute path. */
function buildWheels(): StepDraft {
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

/** Checks all files of a native package together, once they are built. */
export function checkJob(plan: Plan): JobDraft<"wheels"> {
  const folder = `"$GITHUB_WORKSPACE"/dist`;
  return {
    name: "Check all files",
    needs: ["wheels"],
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    steps: [
      checkout("commit"),
      setUpPython(buildPython(plan)),
      installBuildTools(),
      downloadAll(),
      checkMetadata(plan, folder),
      checkWheelContents(plan, folder),
    ],
  };
}
