import type { Plan } from "../../plan/plan.ts";
import { attestJob, sbomJob } from "./jobs/attest-jobs.ts";
import { buildJob } from "./jobs/build-job.ts";
import { coverageJob } from "./jobs/coverage-job.ts";
import { gateJob } from "./jobs/gate-job.ts";
import {
  type Before,
  afterSuccess,
  checkPublisherJob,
  checkedJob,
  ledgerJob,
  publishJob,
  publishingJobs,
  succeeded,
} from "./jobs/publish-jobs.ts";
import { imageJob } from "./jobs/image-job.ts";
import { pushImageJob, verifyImageJob } from "./jobs/push-image-job.ts";
import { rebuildJob, rebuildWheelsJob } from "./jobs/rebuild-job.ts";
import { draftJob, drafts, finishJob, upkeepJob, verifyJob } from "./jobs/release-jobs.ts";
import { resumeJob } from "./jobs/resume-job.ts";
import { testJob } from "./jobs/test-job.ts";
import { checkJob, wheelsJob } from "./jobs/wheels-job.ts";
import { either, equal, expression, github, needsOutput, orElse } from "./syntax/expressions.ts";
import { literally } from "./syntax/filters.ts";
import { Jobs } from "./syntax/jobs.ts";
import type { WorkflowDraft } from "./syntax/workflow.ts";

/** The workflow of a release's tag: checked, built, compared, tested, attested, and only then published. */
export function releaseWorkflow(plan: Plan): WorkflowDraft {
  return {
    name: "Release",
    on: {
      push: { tags: [`${literally(plan.release.tagPrefix)}*`] },
      workflow_dispatch: { inputs: dispatchInputs },
    },
    concurrency: {
      group: [github("workflow"), github("ref"), orElse(github("event.inputs.mode"), "release")]
        .map(expression)
        .join("-"),
      "cancel-in-progress": false,
    },
    defaults: { run: { shell: "bash" } },
    jobs: plan.package.kind === "native" ? nativeJobs(plan) : pureJobs(plan),
  };
}

/** Started by hand, always on a tag: what was begun goes on, and a publisher is checked before the first release. */
const dispatchInputs = {
  mode: {
    description: "check-publisher only exchanges a token with the index; release goes on with a release",
    type: "choice",
    options: ["check-publisher", "release"],
    default: "check-publisher",
  },
  "second-build": {
    description: "What a difference between the two builds does",
    type: "choice",
    options: ["as-declared", "report"],
    default: "as-declared",
  },
} as const;

/** Every job of a release needs these: whether the tag may be released, and what an earlier run left. */
const earlier = ["gate", "resume"] as const;

function pureJobs(plan: Plan): WorkflowDraft["jobs"] {
  const jobs = new Jobs()
    .add("gate", gateJob(plan))
    .add("resume", resumeJob(plan))
    .add("build", buildJob(plan, earlier))
    .add("rebuild", rebuildJob(plan, earlier))
    .add("test", testJob(plan, earlier))
    .add("coverage", coverageJob(plan, [...earlier, "build"]))
    .add("sbom", sbomJob(plan, "build"));
  return publishingPart(plan, jobs, ["rebuild", "test", "coverage", "sbom"]);
}

function nativeJobs(plan: Plan): WorkflowDraft["jobs"] {
  const jobs = new Jobs()
    .add("gate", gateJob(plan))
    .add("resume", resumeJob(plan))
    .add("build", buildJob(plan, earlier))
    .add("wheels", wheelsJob(plan, earlier))
    .add("rebuild", rebuildJob(plan, earlier))
    .add("rebuild-wheels", rebuildWheelsJob(plan, earlier))
    .add("check", checkJob(plan, earlier))
    .add("coverage", coverageJob(plan, [...earlier, "check"]))
    .add("sbom", sbomJob(plan, "check"));
  return publishingPart(plan, jobs, ["rebuild", "rebuild-wheels", "check", "coverage", "sbom"]);
}

/** Draft, then index by index: what it holds, what it lacks, and whether it can be installed; the release last. */
function publishingPart<Known extends string>(
  plan: Plan,
  tested: Jobs<Known | "gate" | "resume" | "build">,
  passed: readonly Known[],
): WorkflowDraft["jobs"] {
  const attests = plan.repository.attestations;
  const checked = checkedJob(plan);
  let jobs: Jobs<string> = tested.add("attest", attests ? attestJob(["resume", ...passed]) : null);
  let before: Before<string> = attests ? attested(checked) : after([...new Set([checked, ...passed])]);
  if (drafts(plan)) {
    jobs = jobs.add("draft", draftJob(before));
    before = after(["draft"]);
  }
  for (const { index, ledger, publish, verify, checkPublisher } of publishingJobs(plan)) {
    jobs = jobs
      .add(ledger, ledgerJob(plan, index, before))
      .add(publish, publishJob(index, ledger))
      .add(verify, verifyJob(plan, index, published(ledger, publish)))
      .add(checkPublisher, index.token === null ? checkPublisherJob(index) : null);
    before = after([verify]);
  }
  if (plan.image !== null) {
    const pushed = { plan, image: plan.image, use: "release" } as const;
    const built = {
      needs: [...before.needs, "image"],
      if: afterSuccess(...[...before.needs, "image"].map(succeeded)),
    };
    jobs = jobs
      .add("image", imageJob(plan, "release", earlier))
      .add("push-image", pushImageJob(pushed, built))
      .add("verify-image", verifyImageJob(pushed, after(["push-image"])));
    before = after(["verify-image"]);
  }
  const told = [
    ...publishingJobs(plan).map(({ ledger }) => ledger),
    ...(plan.image === null ? [] : ["push-image"]),
  ];
  return jobs
    .add("github-release", finishJob(plan, { ...before, needs: [...told, ...before.needs] }))
    .add("tell", plan.upkeep.readme === null ? null : upkeepJob(plan)).drafts;
}

/** Once all of them passed. */
function after(needs: readonly string[]): Before<string> {
  return { needs, if: afterSuccess(...needs.map(succeeded)) };
}

/** Once the files are attested: by this run, or by the earlier one that sealed the draft. */
function attested(checked: string): Before<string> {
  const isAttested = either(succeeded("attest"), equal(needsOutput("resume", "sealed"), "true"));
  return { needs: ["resume", checked, "attest"], if: afterSuccess(succeeded(checked), isAttested) };
}

/** Once the index has everything: by this run, or as its ledger found it. */
function published(ledger: string, publish: string): Before<string> {
  const isThere = either(succeeded(publish), equal(needsOutput(ledger, "decision"), "skip"));
  return { needs: [ledger, publish], if: afterSuccess(succeeded(ledger), isThere) };
}
