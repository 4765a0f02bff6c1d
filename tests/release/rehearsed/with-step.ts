import assert from "node:assert/strict";
import type { Workflow } from "../../../rehearsal/workflow/workflow.ts";

type Written = Readonly<Record<string, unknown>>;

/** A workflow in which a job has one more step, after all of its own. */
export function withStep(workflow: Workflow, id: string, step: Written): Workflow {
  const document = workflow.document as Written & { readonly jobs: Readonly<Record<string, Written>> };
  const job = workflow.jobs[id] ?? assert.fail(`there is no job ${id}`);
  const written = document.jobs[id] ?? assert.fail();
  const steps = [...((written["steps"] as readonly Written[] | undefined) ?? []), step];
  return {
    ...workflow,
    jobs: { ...workflow.jobs, [id]: { ...job, steps: [...job.steps, step] } },
    document: { ...document, jobs: { ...document.jobs, [id]: { ...written, steps } } },
  };
}

/** A workflow in which a job lacks a permission that it has. */
export function withoutPermission(workflow: Workflow, id: string, feature: string): Workflow {
  const job = workflow.jobs[id] ?? assert.fail(`there is no job ${id}`);
  assert.ok(typeof job.permissions === "object" && feature in job.permissions);
  const permissions = Object.fromEntries(
    Object.entries(job.permissions).filter(([name]) => name !== feature),
  );
  return { ...workflow, jobs: { ...workflow.jobs, [id]: { ...job, permissions } } };
}
