import type { ActRunnerOptions } from "./act-runner.ts";
import { actionsOf } from "./job-folder.ts";
import { writtenJob, writtenSteps } from "./job-file.ts";
import type { JobOnRunner } from "./job.ts";

/** Why a job can't be carried out as GitHub would, each as `place: fault; mend`; act would leave such a part out. */
export function unrunnable(job: JobOnRunner, actions: ActRunnerOptions["actions"]): readonly string[] {
  return [...partFaults(job), ...actionFaults(job, actions), ...stepFaults(job), ...variableFaults(job)];
}

function partFaults({ workflow, id }: JobOnRunner): readonly string[] {
  const own = writtenJob(workflow.document, id);
  return ["container", "services", "uses"].flatMap((part) =>
    own[part] === undefined
      ? []
      : [`jobs.${id}.${part}: is not carried out in a rehearsal; do in steps what it does`],
  );
}

function actionFaults(job: JobOnRunner, actions: ActRunnerOptions["actions"]): readonly string[] {
  return [...actionsOf(job)].flatMap(([uses, key]) =>
    actions.get(key) === undefined
      ? [
          `jobs.${job.id}: uses ${uses}, and nothing stands in for it; use an action of the delivered workflows, at its commit`,
        ]
      : [],
  );
}

function stepFaults(job: JobOnRunner): readonly string[] {
  const steps = writtenSteps(job);
  if (steps.length === 0) return [`jobs.${job.id}.steps: there are none; give it one`];
  const { fail } = job;
  if (fail === null || fail === "" || steps.some(({ id }) => id === fail)) return [];
  const ids = steps.map(({ id }) => id).join(", ");
  return [`jobs.${job.id}: has no step ${fail} that could be made to fail; name one of ${ids}`];
}

/** act evaluates them more than once, so that no way of writing it would keep an expression as it is. */
function variableFaults({ id, variables }: JobOnRunner): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    value.includes("${{")
      ? [`jobs.${id}: the variable ${name} holds \${{, which would be evaluated; leave it out`]
      : [],
  );
}
