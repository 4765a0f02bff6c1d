import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, matrix, runner } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { builtPart, downloadFiles, downloadBuilt } from "./artifacts.ts";
import { buildSdist, buildWheel, normaliseSdist, readEpoch } from "./build-steps.ts";
import {
  buildPython,
  checkout,
  historyOf,
  installBackend,
  installBuildTools,
  setUpPython,
} from "./preparation.ts";
import { trustsSealed, unlessSealed } from "./resume-job.ts";
import { taskStep } from "./task-step.ts";
import { buildWheels, wheelLegs } from "./wheels-job.ts";

const built = `${expression(runner("temp"))}/built`;

/**
 * Builds again on another machine and compares: nobody has to trust the first. Of the other architecture, where it
 * costs nothing.
 */
export function rebuildJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "build"> {
  const native = plan.package.kind === "native";
  return {
    name: native ? "Build the sdist again and compare" : "Build again and compare",
    needs: [...earlier, "build"],
    ...condition(plan, earlier),
    "runs-on": runnerFor(plan.repository.visibility === "public" ? "linux-aarch64" : "linux-x86_64"),
    "timeout-minutes": 30,
    steps: [
      checkout(historyOf(plan)),
      setUpPython(buildPython(plan)),
      installBuildTools(),
      installBackend(),
      readEpoch(),
      buildSdist(plan),
      normaliseSdist(),
      ...(native ? [] : [buildWheel()]),
      downloadFiles(builtPart(plan), built),
      compareBuilds('"$RUNNER_TEMP/built" "$RUNNER_TEMP/dist"', earlier.length > 0),
    ],
  };
}

/** The same for the wheels of a native package, each on its own platform, from the sdist that is published. */
export function rebuildWheelsJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "build" | "wheels"> {
  return {
    name: `Build wheels for ${expression(matrix("platform"))} again and compare`,
    needs: [...earlier, "build", "wheels"],
    ...condition(plan, earlier),
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 120,
    strategy: { "fail-fast": false, matrix: { include: wheelLegs(plan) } },
    steps: [
      checkout("commit"),
      downloadBuilt(plan),
      { ...buildWheels(), env: { ...buildWheels().env, CIBW_TEST_SKIP: "*" } },
      { ...downloadFiles(expression(matrix("platform")), built), id: "download-wheels" },
      compareBuilds('"$RUNNER_TEMP/built" wheelhouse', true),
    ],
  };
}

function condition(plan: Plan, earlier: readonly string[]): { readonly if?: string } {
  return earlier.length > 0 && trustsSealed(plan) ? { if: unlessSealed() } : {};
}

/** Whoever starts a release again may take a difference for known: it is then told of alone. */
function compareBuilds(folders: string, release: boolean): StepDraft {
  return taskStep({
    id: "compare",
    name: "Compare both builds",
    task: "compare-builds",
    args: folders,
    ...(release && { env: { SECOND_BUILD: expression(github("event.inputs.second-build")) } }),
  });
}
