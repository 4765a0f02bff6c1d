import type { CondaPlan, Plan } from "../../plan/plan.ts";
import { recipeJob, submitJob } from "./jobs/recipe-jobs.ts";
import { expression, github } from "./syntax/expressions.ts";
import { Jobs } from "./syntax/jobs.ts";
import type { WorkflowDraft } from "./syntax/workflow.ts";

export const condaForgeFileName = "conda-forge.yml";

/** The workflow by hand that brings the package to conda-forge: once, since a feedstock's bot takes over then. */
export function condaForgeWorkflow(plan: Plan, conda: CondaPlan): WorkflowDraft {
  return {
    name: "Submit to conda-forge",
    on: {
      workflow_dispatch: {
        inputs: {
          version: {
            description: "Released version to begin with, as on the index",
            type: "string",
            required: true,
          },
          reopen: {
            description: "Open a pull request again that was closed",
            type: "boolean",
            default: false,
          },
        },
      },
    },
    concurrency: { group: expression(github("workflow")), "cancel-in-progress": false },
    defaults: { run: { shell: "bash" } },
    jobs: new Jobs().add("recipe", recipeJob(plan, conda)).add("submit", submitJob()).drafts,
  };
}
