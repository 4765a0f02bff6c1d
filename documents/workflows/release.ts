import type { Plan } from "../../plan/plan.ts";
import { buildJob } from "./jobs/build-job.ts";
import { gateJob } from "./jobs/gate-job.ts";
import { attestJob, publishJob } from "./jobs/publish-jobs.ts";
import { githubReleaseJob } from "./jobs/release-job.ts";
import { testJob } from "./jobs/test-job.ts";
import { checkJob, wheelsJob } from "./jobs/wheels-job.ts";
import { expression, github } from "./syntax/expressions.ts";
import { literally } from "./syntax/filters.ts";
import { Jobs } from "./syntax/jobs.ts";
import type { WorkflowDraft } from "./syntax/workflow.ts";

/** The workflow of a release's tag: checked, built, tested, attested, and only then published. */
export function releaseWorkflow(plan: Plan): WorkflowDraft {
  return {
    name: "Release",
    on: { push: { tags: [`${literally(plan.release.tagPrefix)}*`] } },
    concurrency: {
      group: `${expression(github("workflow"))}-${expression(github("ref"))}`,
      "cancel-in-progress": false,
    },
    defaults: { run: { shell: "bash" } },
    jobs: plan.package.kind === "native" ? nativeJobs(plan) : pureJobs(plan),
  };
}

function pureJobs(plan: Plan): WorkflowDraft["jobs"] {
  const tested = new Jobs()
    .add("gate", gateJob(plan))
    .add("build", buildJob(plan, ["gate"]))
    .add("test", testJob(plan));
  return published(plan, tested, "test");
}

function nativeJobs(plan: Plan): WorkflowDraft["jobs"] {
  const tested = new Jobs()
    .add("gate", gateJob(plan))
    .add("build", buildJob(plan, ["gate"]))
    .add("wheels", wheelsJob(plan))
    .add("check", checkJob(plan));
  return published(plan, tested, "check");
}

/** A job that fails keeps every job behind it from running, so that each needs but the last one before it. */
function published<Known extends string>(
  plan: Plan,
  tested: Jobs<Known | "gate">,
  last: Known,
): WorkflowDraft["jobs"] {
  const attests = plan.repository.attestations;
  const releases = plan.channels.some(({ name, state }) => name === "github-release" && state === "on");
  return tested
    .add("attest", attests ? attestJob(last) : null)
    .add("publish", publishJob<Known | "attest">(plan, attests ? "attest" : last))
    .add("github-release", releases ? githubReleaseJob() : null).drafts;
}
