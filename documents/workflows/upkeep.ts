import type { Plan } from "../../plan/plan.ts";
import { cleanImagesJob, watchFeedstockJob } from "./jobs/upkeep-jobs.ts";
import { locksJob, proposeLocksJob, readmeJob } from "./jobs/proposal-jobs.ts";
import { expression, github } from "./syntax/expressions.ts";
import { Jobs } from "./syntax/jobs.ts";
import type { Triggers, WorkflowDraft } from "./syntax/workflow.ts";

/** What is done between releases: locks, the README's section, old images, the feedstock. */
export function upkeepWorkflow(plan: Plan): WorkflowDraft {
  const { image, conda, upkeep } = plan;
  const parts = [
    "all",
    "locks",
    ...(upkeep.readme === null ? [] : ["readme"]),
    ...(image === null ? [] : ["images"]),
    ...(conda === null ? [] : ["feedstock"]),
  ];
  return {
    name: "Upkeep",
    on: {
      ...schedule(plan),
      workflow_dispatch: {
        inputs: {
          part: {
            description: "What is to be kept up",
            type: "choice",
            options: parts,
            default: "all",
          },
          ...(image !== null && {
            "dry-run": {
              description: "Only tell which images would be removed",
              type: "boolean",
              default: true,
            },
          }),
        },
      },
    },
    concurrency: {
      group: [github("workflow"), github("ref")].map(expression).join("-"),
      "cancel-in-progress": false,
    },
    defaults: { run: { shell: "bash" } },
    jobs: new Jobs()
      .add("locks", locksJob(plan))
      .add("propose-locks", proposeLocksJob())
      .add("readme", upkeep.readme === null ? null : readmeJob())
      .add("images", image === null ? null : cleanImagesJob())
      .add("feedstock", conda === null ? null : watchFeedstockJob()).drafts,
  };
}

/** Repositories differ in minute and hour, since GitHub drops what all start at once. */
function schedule({ repository, upkeep }: Plan): Pick<Triggers, "schedule"> {
  const days = { daily: "* * *", weekly: "* * 1", monthly: "1 * *" };
  if (upkeep.schedule === "never") return {};
  const name = Buffer.from(`${repository.owner}/${repository.name}`);
  const number = name.reduce((sum, byte) => (sum * 31 + byte) % (60 * 5), 7);
  return { schedule: [{ cron: `${number % 60} ${2 + Math.floor(number / 60)} ${days[upkeep.schedule]}` }] };
}
