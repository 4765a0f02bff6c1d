import { FaultsError } from "../../config/fault.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { ReleaseRequest } from "./request.ts";

/** The job that is made to fail, and its step by id; throws a FaultsError where the workflow has none such. */
export function failingStep(workflow: Workflow, fail: ReleaseRequest["fail"]): ReleaseRequest["fail"] {
  if (fail === null) return null;
  const { job, step } = fail;
  const place = `--fail ${job}${step === "" ? "" : `:${step}`}`;
  const found = workflow.jobs[job];
  if (found === undefined) {
    const mend = `name one of ${Object.keys(workflow.jobs).join(", ")}`;
    throw new FaultsError([{ place, fault: "release.yml has no such job", mend }]);
  }
  if (step === "") return fail;
  const named = found.steps.find(({ id, name }) => id === step || name === step);
  if (named !== undefined) return { job, step: named.id ?? "" };
  const mend = `name one of ${found.steps.map(({ id, name }) => id ?? name).join(", ")}`;
  throw new FaultsError([{ place, fault: `${job} has no such step`, mend }]);
}
