import type { Fault } from "../../config/fault.ts";
import { type Data, isData } from "../data.ts";
import { type Grants, permissionsOf } from "../workflows/syntax/permissions.ts";
import type { JobDraft, WorkflowDraft } from "../workflows/syntax/workflow.ts";
import { overrideKeys } from "./override.ts";
import { mergePatch, Reader } from "./reader.ts";
import { overrideSteps, readGrants } from "./steps.ts";

/** Where overrides stand in the stack's configuration. */
export const overridesPlace = "slipway:overrides";

type Drafts = Readonly<Record<string, WorkflowDraft>>;

/** The workflows with what the operator changes in them, applied anew at each rendering. */
export function applyOverrides(drafts: Drafts, overrides: Data, faults: Fault[]): Drafts {
  const reader = new Reader(overridesPlace, faults);
  const changed: Record<string, WorkflowDraft> = { ...drafts };
  for (const [fileName, override] of Object.entries(overrides)) {
    const draft = drafts[fileName];
    const at = reader.at(fileName);
    if (at.exists(fileName, "workflow", Object.keys(drafts)) && draft !== undefined) {
      changed[fileName] = overrideWorkflow(draft, override, at);
    }
  }
  return changed;
}

function overrideWorkflow(draft: WorkflowDraft, override: unknown, reader: Reader): WorkflowDraft {
  const { jobs, ...patch } = reader.data(override, overrideKeys.workflow);
  const merged = mergePatch(draft, patch) as WorkflowDraft;
  for (const key of ["name", "on", "concurrency"] as const) {
    if (merged[key] === undefined) reader.at(key).fault("can't be removed", "give it another value");
  }
  return jobs === undefined ? merged : { ...merged, jobs: overrideJobs(draft.jobs, jobs, reader.at("jobs")) };
}

function overrideJobs(
  drafts: WorkflowDraft["jobs"],
  override: unknown,
  reader: Reader,
): WorkflowDraft["jobs"] {
  const jobs: Record<string, JobDraft> = { ...drafts };
  const removed = new Set<string>();
  for (const [id, change] of Object.entries(reader.data(override))) {
    const at = reader.at(id);
    if (change === null) {
      if (at.exists(id, "job", Object.keys(drafts))) removed.add(id);
      delete jobs[id];
    } else {
      jobs[id] = overrideJob(id, jobs[id], at.data(change, overrideKeys.job), at);
    }
  }
  if (Object.keys(jobs).length === 0) reader.fault("leave the workflow without a job", "keep one");
  return Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, withoutNeeds(job, removed)]));
}

const newJob = { "timeout-minutes": 30, steps: [] };

function overrideJob(id: string, draft: JobDraft | undefined, change: Data, reader: Reader): JobDraft {
  const { steps, permissions, ...patch } = change;
  const present = draft ?? { ...newJob, name: id, "runs-on": "" };
  const merged = mergePatch(present, patch) as JobDraft;
  const job: JobDraft = {
    ...merged,
    ...(merged.needs !== undefined && { needs: [merged.needs].flat() }),
    steps: steps === undefined ? present.steps : overrideSteps(present.steps, steps, reader.at("steps")),
  };
  requireParts(job, draft === undefined, reader);
  return permissions === undefined
    ? job
    : { ...job, permissions: overridePermissions(job, permissions, reader) };
}

function overridePermissions(job: JobDraft, permissions: unknown, reader: Reader): Grants {
  return readGrants(permissions, permissionsOf(job.steps), reader.at("permissions"));
}

function requireParts(job: JobDraft, added: boolean, reader: Reader): void {
  const found = added ? "is missing" : "can't be removed";
  const needed = {
    "runs-on": "a runner, such as ubuntu-24.04",
    name: "a name",
    "timeout-minutes": "a number of minutes",
  };
  for (const [key, what] of Object.entries(needed) as ["runs-on" | "name" | "timeout-minutes", string][]) {
    if (job[key] === undefined || job[key] === "") reader.at(key).fault(found, `give ${what}`);
  }
  if (job.steps.length === 0) reader.at("steps").fault("leave the job without a step", "give it one");
  const matrix: unknown = job.strategy?.matrix;
  if (matrix !== undefined && !isData(matrix) && typeof matrix !== "string") {
    reader.at("strategy").at("matrix").fault("is not an object", "write lists of values by name");
  }
}

function withoutNeeds(job: JobDraft, removed: ReadonlySet<string>): JobDraft {
  if (job.needs === undefined) return job;
  const { needs, ...rest } = job;
  const left = needs.filter((id) => !removed.has(id));
  return left.length === 0 ? rest : { ...rest, needs: left };
}
