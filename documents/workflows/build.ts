import type { Plan } from "../../plan/plan.ts";
import { runnerFor } from "../../plan/platforms.ts";
import { deliveredFolder, workflowPath } from "../delivery-paths.ts";
import { buildJob } from "./jobs/build-job.ts";
import { condaJob } from "./jobs/conda-job.ts";
import { coverageJob } from "./jobs/coverage-job.ts";
import { imageJob } from "./jobs/image-job.ts";
import { rebuildJob } from "./jobs/rebuild-job.ts";
import { testJob } from "./jobs/test-job.ts";
import { checkJob, wheelsJob } from "./jobs/wheels-job.ts";
import { always, equal, expression, github, join, needsResults, orElse } from "./syntax/expressions.ts";
import { literally } from "./syntax/filters.ts";
import { Jobs } from "./syntax/jobs.ts";
import type { JobDraft, WorkflowDraft } from "./syntax/workflow.ts";

export const buildFileName = "build.yml";

/** The workflow of pull requests and of the default branch: the release's own build and tests, without its rights. */
export function buildWorkflow(plan: Plan): WorkflowDraft {
  const changes = {
    branches: [literally(plan.repository.defaultBranch)],
    ...(plan.package.folder !== "." && { paths: watchedPaths(plan) }),
  };
  return {
    name: "Build",
    // By hand as well: a pull request that a job opened starts nothing, so that job starts this.
    on: { push: changes, pull_request: changes, workflow_dispatch: {} },
    // Each commit of the default branch has a group of its own: of those that wait in one, GitHub cancels all but the
    // last, and a release wants a build that passed on its very commit.
    concurrency: {
      group: [github("workflow"), orElse(github("event.pull_request.number"), github("sha"))]
        .map(expression)
        .join("-"),
      "cancel-in-progress": expression(equal(github("event_name"), "pull_request")),
    },
    defaults: { run: { shell: "bash" } },
    jobs: plan.package.kind === "native" ? nativeJobs(plan) : pureJobs(plan),
  };
}

function pureJobs(plan: Plan): WorkflowDraft["jobs"] {
  const jobs = new Jobs()
    .add("build", buildJob(plan, []))
    .add("rebuild", rebuildJob(plan, []))
    .add("test", testJob(plan, []))
    .add("coverage", coverageJob(plan, ["build"]))
    .add("check", null);
  return judged(plan, jobs, ["build", "rebuild", "test", "coverage"]);
}

/** A second build of every wheel would double the minutes of each pull request: the release makes it. */
function nativeJobs(plan: Plan): WorkflowDraft["jobs"] {
  const jobs = new Jobs()
    .add("build", buildJob(plan, []))
    .add("wheels", wheelsJob(plan, []))
    .add("check", checkJob(plan, []))
    .add("coverage", coverageJob(plan, ["check"]));
  return judged(plan, jobs, ["build", "wheels", "check", "coverage"]);
}

/** The other channels are tried on what was built, and all of it has to pass. */
function judged<Known extends string>(
  plan: Plan,
  jobs: Jobs<Known | "build" | "check">,
  passed: readonly (Known | "build" | "check")[],
): WorkflowDraft["jobs"] {
  const image = plan.image === null ? [] : (["image"] as const);
  const conda = plan.conda === null ? [] : (["conda"] as const);
  return jobs
    .add("image", plan.image === null ? null : imageJob(plan, "check", []))
    .add("conda", plan.conda === null ? null : condaJob(plan, []))
    .add("all-green", allGreen([...passed, ...image, ...conda])).drafts;
}

/** In a repository of several packages, only what concerns this one starts a build. */
function watchedPaths(plan: Plan): readonly string[] {
  return [`${literally(plan.package.folder)}/**`, deliveredFolder, workflowPath(buildFileName)];
}

/** One job to require in branch protection: it runs always, since a skipped required check counts as passed. */
function allGreen<Needs extends string>(needs: readonly Needs[]): JobDraft<Needs> {
  return {
    name: "All green",
    needs,
    if: expression(always()),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 5,
    steps: [
      {
        id: "results",
        name: "Require that every job passed",
        env: { RESULTS: expression(join(needsResults(), " ")) },
        run: [
          "for result in $RESULTS; do",
          '  if [[ "$result" != success ]]; then',
          '    echo "::error::A job that this one needs ended as $result."',
          "    exit 1",
          "  fi",
          "done",
          "",
        ].join("\n"),
      },
    ],
  };
}
