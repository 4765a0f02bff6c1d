import type { IndexPlan, Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, matrix, needsOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadAll, downloadExtras, downloadLocks } from "./artifacts.ts";
import { upkeepFileName } from "../../delivery-paths.ts";
import { checkout, setUpPython } from "./preparation.ts";
import { type Before, afterSuccess, checkedJob, publishingJobs, succeeded } from "./publish-jobs.ts";
import { taskStep } from "./task-step.ts";

/** Puts the files, their hashes and provenance on a draft of the GitHub release, before anything is published. */
export function draftJob<Earlier extends string>(before: Before<Earlier>): JobDraft<Earlier | "gate"> {
  return {
    name: "Draft the GitHub release",
    needs: ["gate", ...before.needs],
    if: before.if,
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 20,
    steps: [checkout("commit"), downloadAll(), downloadExtras(), draftRelease(before.needs)],
  };
}

/**
 * What an earlier run sealed comes without provenance and bill of materials: the draft has them. All of it has to be what
 * the jobs told that made it, whatever lies in the artifacts by now.
 */
function draftRelease(needs: readonly string[]): StepDraft {
  const checked = needs.includes("check") ? "check" : "build";
  const extras = needs.includes("attest") ? needsOutput("attest", "extras") : needsOutput("sbom", "sums");
  const step = taskStep({
    id: "draft",
    name: "Draft the release and fill it",
    task: "draft-release",
    token: true,
    args: "--files dist extra/*",
    env: {
      ...versionOf(),
      SUMS: expression(needsOutput(checked, "sums")),
      EXTRAS: expression(extras),
    },
    grants: { contents: { access: "write", reason: "draft the release and attach the files" } },
  });
  return { ...step, run: `shopt -s nullglob\n${step.run}\n` };
}

/** Installs what was published as a user would, on each platform. */
export function verifyJob<Earlier extends string>(
  plan: Plan,
  index: IndexPlan,
  before: Before<Earlier>,
): JobDraft<Earlier | "gate" | "build" | "check"> {
  const checked = checkedJob(plan);
  return {
    name: `Verify ${index.title} on ${expression(matrix("platform"))}`,
    needs: ["gate", "build", ...(checked === "check" ? [checked] : []), ...before.needs],
    if: before.if,
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 30,
    strategy: { "fail-fast": false, matrix: { include: carriedLegs(plan) } },
    steps: [
      checkout("commit"),
      setUpPython(expression(matrix("python"))),
      downloadLocks(),
      taskStep({
        id: "verify",
        name: "Install it from the index and compare",
        task: "verify-release",
        token: true,
        args: `--index ${index.name} --locks locks`,
        env: {
          VERSION: expression(needsOutput("gate", "version")),
          SUMS: expression(needsOutput(checked, "sums")),
        },
        grants: {
          contents: { access: "read", reason: "check out the sources" },
          ...(plan.repository.attestations && {
            attestations: { access: "read", reason: "verify the attestations" },
          }),
        },
      }),
    ],
  };
}

/** Attaches the final ledger and publishes the GitHub release, last of all, since it then takes no more. */
export function finishJob<Earlier extends string>(
  plan: Plan,
  before: Before<Earlier>,
): JobDraft<Earlier | "gate"> {
  const releases = drafts(plan);
  const ledgers = publishingJobs(plan);
  return {
    name: releases ? "Publish the GitHub release" : "Close the release",
    needs: ["gate", ...before.needs],
    if: before.if,
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 20,
    steps: [
      checkout("commit"),
      downloadAll(),
      taskStep({
        id: "release",
        name: releases ? "Attach the ledger and publish the release" : "Compare every channel once more",
        task: "publish-release",
        token: true,
        args: "--files dist",
        env: {
          ...versionOf(),
          LATEST: expression(needsOutput("gate", "latest")),
          DECISIONS: [
            ...ledgers.map(({ ledger, index }) => decisionOf(index.name, ledger)),
            ...(plan.image === null ? [] : [decisionOf("image", "push-image")]),
          ].join("\n"),
        },
        grants: {
          contents: releases
            ? { access: "write", reason: "attach the ledger and publish the release" }
            : { access: "read", reason: "check out the sources" },
          actions: { access: "read", reason: "read this run's own timings" },
          ...(plan.image !== null &&
            plan.repository.visibility === "private" && {
              packages: { access: "read", reason: "read the private image" },
            }),
        },
      }),
    ],
  };
}

/** What the ledger told a publishing job, for the final ledger: `pypi=publish`. */
function decisionOf(index: string, ledger: string): string {
  return `${index}=${expression(needsOutput(ledger, "decision"))}`;
}

/** Whether a release is drafted on GitHub. */
export function drafts(plan: Plan): boolean {
  return plan.channels.some(({ name, state }) => name === "github-release" && state === "on");
}

function versionOf() {
  return {
    VERSION: expression(needsOutput("gate", "version")),
    PRERELEASE: expression(needsOutput("gate", "prerelease")),
  };
}

/**
 * The newest Python but one: runners carry it, while the newest takes a minute to install on Windows for months after it
 * is out. The tests had them all.
 */
function carriedLegs(plan: Plan) {
  return plan.targets.map(({ platform, runner, pythons }) => {
    const usual = pythons.filter((version) => !version.endsWith("t"));
    return { platform, runner, python: usual.at(-2) ?? usual.at(-1) ?? pythons.at(-1) ?? "3.x" };
  });
}

/** Starts the upkeep that proposes the README's new section: what a job publishes starts no workflow by itself. */
export function upkeepJob(plan: Plan): JobDraft<"github-release"> {
  return {
    name: "Start the upkeep of the README",
    needs: ["github-release"],
    if: afterSuccess(succeeded("github-release")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 5,
    steps: [
      {
        id: "start",
        name: `Start ${upkeepFileName} on the default branch`,
        env: {
          GH_TOKEN: expression(github("token")),
          GH_REPO: expression(github("repository")),
          BRANCH: plan.repository.defaultBranch,
        },
        run: `gh workflow run ${upkeepFileName} --ref "$BRANCH" -f part=readme`,
        grants: { actions: { access: "write", reason: "start the upkeep" } },
      },
    ],
  };
}
