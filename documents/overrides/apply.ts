import type { Fault } from "../../config/fault.ts";
import { type Data, isData, own } from "../data.ts";
import { permissionsOf } from "../workflows/syntax/permissions.ts";
import type { JobDraft, WorkflowDraft } from "../workflows/syntax/workflow.ts";
import { overrideKeys } from "./override.ts";
import { mergePatch, Reader } from "./reader.ts";
import { overrideSteps, readGrants } from "./steps.ts";

/** Where overrides stand in the stack's configuration. */
export const overridesPlace = "slipway:overrides";

/** A workflow before completion, and its file's name. */
export interface NamedDraft {
  readonly fileName: string;
  readonly draft: WorkflowDraft;
}

/** The workflows with what the operator changes in them, applied anew at each rendering. */
export function applyOverrides(
  drafts: readonly NamedDraft[],
  overrides: Data,
  faults: Fault[],
): readonly NamedDraft[] {
  const reader = new Reader(overridesPlace, faults);
  const fileNames = drafts.map(({ fileName }) => fileName);
  for (const fileName of Object.keys(overrides)) reader.at(fileName).exists(fileName, "workflow", fileNames);
  return drafts.map(({ fileName, draft }) => {
    const override = own(overrides, fileName);
    if (override === undefined) return { fileName, draft };
    return { fileName, draft: overrideWorkflow(draft, override, reader.at(fileName)) };
  });
}

function overrideWorkflow(draft: WorkflowDraft, override: unknown, reader: Reader): WorkflowDraft {
  const { jobs, ...patch } = reader.data(override, overrideKeys.workflow);
  const merged = mergePatch(draft, patch) as WorkflowDraft;
  for (const key of ["name", "on", "concurrency"] as const) {
    if (!(key in merged)) reader.at(key).fault("can't be removed", "give it another value");
  }
  return jobs === undefined ? merged : { ...merged, jobs: overrideJobs(draft.jobs, jobs, reader.at("jobs")) };
}

function overrideJobs(
  drafts: WorkflowDraft["jobs"],
  override: unknown,
  reader: Reader,
): WorkflowDraft["jobs"] {
  const changes = Object.entries(reader.data(override));
  const removed = changes.filter(([, change]) => change === null).map(([id]) => id);
  for (const id of removed) reader.at(id).exists(id, "job", Object.keys(drafts));
  const changed = changes
    .filter(([, change]) => change !== null)
    .map(([id, change]): [string, JobDraft] => [
      id,
      overrideJob(own(drafts, id) ?? newJob(id), change, reader.at(id)),
    ]);
  const jobs = [...Object.entries(drafts), ...changed].filter(([id]) => !removed.includes(id));
  if (jobs.length === 0) reader.fault("leaves the workflow without a job", "keep one");
  return Object.fromEntries(jobs.map(([id, job]) => [id, inheritNeeds(job, drafts, removed)]));
}

function newJob(id: string): JobDraft {
  return { name: id, "runs-on": "", "timeout-minutes": 30, steps: [] };
}

function overrideJob(draft: JobDraft, override: unknown, reader: Reader): JobDraft {
  const { steps, permissions, ...patch } = reader.data(override, overrideKeys.job);
  const merged = mergePatch(draft, patch) as JobDraft;
  const job: JobDraft = {
    ...merged,
    ...(merged.needs !== undefined && { needs: [merged.needs].flat() }),
    steps: steps === undefined ? draft.steps : overrideSteps(draft.steps, steps, reader.at("steps")),
  };
  requireParts(job, reader);
  return permissions === undefined
    ? job
    : { ...job, permissions: readGrants(permissions, permissionsOf(job.steps), reader.at("permissions")) };
}

const neededParts = {
  name: "a name",
  "runs-on": "a runner, such as ubuntu-24.04",
  "timeout-minutes": "a number of minutes",
};

function requireParts(job: JobDraft, reader: Reader): void {
  for (const [key, what] of Object.entries(neededParts)) {
    if (!(key in job)) reader.at(key).fault("can't be removed", `give ${what}`);
    else if (job[key as keyof typeof neededParts] === "") reader.at(key).fault("is missing", `give ${what}`);
  }
  if (job.steps.length === 0) reader.at("steps").fault("leaves the job without a step", "give it one");
  if (job.strategy !== undefined) requireMatrix(job.strategy, reader.at("strategy"));
}

function requireMatrix(strategy: unknown, reader: Reader): void {
  const matrix = reader.data(strategy)["matrix"];
  if (!isData(strategy) || isData(matrix)) return;
  if (matrix === undefined) {
    reader.at("matrix").fault("is missing", "give the strategy a matrix, or remove it as a whole by null");
  } else if (typeof matrix !== "string" || !matrix.startsWith("${{")) {
    reader.at("matrix").fault("is no matrix", "write lists of values by name, or an expression");
  }
}

/** What needed a removed job needs what that one needed: publishing waits for the tests with no attestation between. */
function inheritNeeds(job: JobDraft, drafts: WorkflowDraft["jobs"], removed: readonly string[]): JobDraft {
  if (job.needs === undefined) return job;
  const { needs, ...rest } = job;
  const standing = (id: string): readonly string[] =>
    removed.includes(id) ? (own(drafts, id)?.needs ?? []).flatMap(standing) : [id];
  const left = [...new Set(needs.flatMap(standing))];
  return left.length === 0 ? rest : { ...rest, needs: left };
}
