import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { locksFolder } from "../../delivery-paths.ts";
import { all, equal, expression, needsResult, runner, stepOutput } from "../syntax/expressions.ts";
import type { Grants } from "../syntax/permissions.ts";
import type { JobDraft } from "../syntax/workflow.ts";
import { downloadChange, uploadChange } from "./artifacts.ts";
import { buildSdist, buildWheel, normaliseSdist, readEpoch } from "./build-steps.ts";
import {
  buildPython,
  checkout,
  historyOf,
  installBackend,
  installBuildTools,
  setUpPython,
} from "./preparation.ts";
import { taskStep } from "./task-step.ts";
import { isFor } from "./upkeep-jobs.ts";

const locksArtifact = "new-locks";
/** Outside of the checkout. */
const newFolder = `${expression(runner("temp"))}/new`;

const proposes: Grants = {
  contents: { access: "write", reason: "push the branch of the pull request" },
  "pull-requests": { access: "write", reason: "open the pull request, or bring it up to date" },
  actions: { access: "write", reason: "start the build on the branch, which this token's push does not" },
};

/** Resolves every lock anew. Building runs code of the package, so this job may write nothing. */
export function locksJob(plan: Plan): JobDraft<never> {
  const native = plan.package.kind === "native";
  return {
    name: "Resolve the locks anew",
    if: expression(isFor("locks")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 30,
    steps: [
      checkout(historyOf(plan)),
      setUpPython(buildPython(plan)),
      installBuildTools(),
      installBackend(),
      readEpoch(),
      // What the committed lock of the build lacks by now, the next step is to find: it goes on with what there is.
      ...[buildSdist(plan), normaliseSdist(), ...(native ? [] : [buildWheel()])].map((step) => ({
        ...step,
        "continue-on-error": true,
      })),
      taskStep({
        id: "locks",
        name: "Resolve what tests, image and build install",
        task: "refresh-locks",
        args: '--files "$RUNNER_TEMP/dist" --out "$RUNNER_TEMP/new/locks" --body "$RUNNER_TEMP/new/body.md" --extras "$EXTRAS"',
        env: { EXTRAS: plan.package.tests.extras.join(",") },
      }),
      uploadChange(locksArtifact, newFolder),
    ],
  };
}

/** Proposes the new locks as one pull request. */
export function proposeLocksJob(): JobDraft<"locks"> {
  return {
    name: "Propose the locks",
    needs: ["locks"],
    if: expression(all(isFor("locks"), equal(needsResult("locks"), "success"))),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    steps: [
      checkout("commit"),
      downloadChange(locksArtifact, newFolder),
      taskStep({
        id: "propose",
        name: "Open the pull request, or bring it up to date",
        task: "propose",
        token: true,
        args: `--branch slipway/locks --title "Refresh the locks" --body-file "$RUNNER_TEMP/new/body.md" --from "$RUNNER_TEMP/new/locks" --to ${locksFolder}`,
        grants: proposes,
      }),
    ],
  };
}

/** Writes the README's section out of the last release, and proposes it. Runs nothing of the package. */
export function readmeJob(): JobDraft<never> {
  return {
    name: "Propose the README's installation section",
    if: expression(isFor("readme")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    steps: [
      checkout("commit"),
      taskStep({
        id: "docs",
        name: "Write the section",
        task: "installation-docs",
        token: true,
        args: '--out "$RUNNER_TEMP/new/readme" --body "$RUNNER_TEMP/new/body.md"',
      }),
      {
        ...taskStep({
          id: "propose",
          name: "Open the pull request, or bring it up to date",
          task: "propose",
          token: true,
          args: '--branch slipway/readme --title "Tell how to install the last release" --body-file "$RUNNER_TEMP/new/body.md" --from "$RUNNER_TEMP/new/readme" --to .',
          grants: proposes,
        }),
        if: expression(equal(stepOutput("docs", "changed"), "true")),
      },
    ],
  };
}
