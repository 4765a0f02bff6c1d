import type { ImagePlan, Plan } from "../../plan/plan.ts";
import { buildJob } from "./jobs/build-job.ts";
import { imageJob } from "./jobs/image-job.ts";
import { afterSuccess, succeeded } from "./jobs/publish-jobs.ts";
import { pushImageJob, verifyImageJob } from "./jobs/push-image-job.ts";
import { checkJob, wheelsJob } from "./jobs/wheels-job.ts";
import { expression, github } from "./syntax/expressions.ts";
import { literally } from "./syntax/filters.ts";
import { Jobs } from "./syntax/jobs.ts";
import type { WorkflowDraft } from "./syntax/workflow.ts";

export const imageFileName = "image.yml";

/**
 * The workflow of the default branch's image, under the branch's name as its tag. Apart from the build, which has no
 * right to write anything, and whose layers may come from a cache.
 */
export function imageWorkflow(plan: Plan, image: ImagePlan): WorkflowDraft {
  const native = plan.package.kind === "native";
  const wheels = new Jobs()
    .add("gate", null)
    .add("build", buildJob(plan, []))
    .add("wheels", native ? wheelsJob(plan, []) : null)
    .add("check", native ? checkJob(plan, []) : null);
  return {
    name: "Image",
    on: {
      push: {
        branches: [literally(plan.repository.defaultBranch)],
        ...(plan.package.folder !== "." && { paths: [`${literally(plan.package.folder)}/**`] }),
      },
    },
    concurrency: {
      group: [github("workflow"), github("ref")].map(expression).join("-"),
      "cancel-in-progress": false,
    },
    defaults: { run: { shell: "bash" } },
    jobs: wheels
      .add("image", imageJob(plan, "branch", []))
      .add("push-image", pushImageJob({ plan, image, use: "branch" }, after("image")))
      .add("verify-image", verifyImageJob({ plan, use: "branch" }, after("push-image"))).drafts,
  };
}

function after<Job extends string>(job: Job) {
  return { needs: [job], if: afterSuccess(succeeded(job)) };
}
