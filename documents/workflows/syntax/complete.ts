import { type Fault } from "../../../config/fault.ts";
import { type ActionLock, pinAction } from "../../actions.ts";
import { permissionsOf } from "./permissions.ts";
import type { Job, JobDraft, Step, StepDraft, Workflow, WorkflowDraft } from "./workflow.ts";

/** What completing a workflow needs to know, and where it leaves the faults. */
export interface Completion {
  readonly actions: ActionLock;
  /** The place of the workflow in faults: `slipway:overrides.build.yml`. */
  readonly place: string;
  readonly faults: Fault[];
}

/** Pins each action by its commit and computes each job's permissions from its steps. */
export function completeWorkflow(draft: WorkflowDraft, completion: Completion): Workflow {
  const jobs = Object.entries(draft.jobs).map(([id, job]) => [id, completeJob(id, job, completion)] as const);
  return { ...draft, permissions: {}, jobs: Object.fromEntries(jobs) };
}

function completeJob(id: string, draft: JobDraft, completion: Completion): Job {
  const steps = draft.steps.map((step) => completeStep(step, `jobs.${id}.steps.${step.id}`, completion));
  return { ...draft, permissions: draft.permissions ?? permissionsOf(draft.steps), steps };
}

function completeStep({ grants: _, ...step }: StepDraft, path: string, completion: Completion): Step {
  if (step.uses === undefined) return step;
  const action = pinAction(step.uses, completion.actions, `${completion.place}.${path}.uses`);
  if ("action" in action) return { ...step, uses: action };
  completion.faults.push(action);
  return { ...step, uses: { action: step.uses, commit: "", version: "" } };
}
