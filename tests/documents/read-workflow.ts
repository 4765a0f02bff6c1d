import { parse } from "yaml";
import { buildDocuments, type DocumentOptions } from "../../documents/documents.ts";
import type { Plan } from "../../plan/plan.ts";

/** A rendered workflow as a reader of YAML sees it. */
export interface ReadWorkflow {
  readonly on: Record<
    string,
    { readonly branches?: string[]; readonly tags?: string[]; readonly paths?: string[] }
  >;
  readonly permissions: Record<string, string>;
  readonly concurrency: Record<string, unknown>;
  readonly jobs: Record<string, ReadJob>;
}

export interface ReadJob {
  readonly name: string;
  readonly needs?: string[];
  readonly if?: string;
  readonly permissions: Record<string, string>;
  readonly environment?: string;
  readonly outputs?: Record<string, string>;
  readonly strategy?: { readonly matrix: { readonly include: Record<string, string>[] } };
  readonly "timeout-minutes": number;
  readonly "runs-on": string;
  readonly steps: ReadStep[];
}

export interface ReadStep {
  readonly id: string;
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly "working-directory"?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}

export function textOf(plan: Plan, path: string, options: DocumentOptions = {}): string {
  const found = buildDocuments(plan, options).documents.find((document) => document.path === path);
  if (found === undefined) throw new Error(`${path} is not delivered`);
  return found.content;
}

export function readWorkflow(plan: Plan, fileName: string, options: DocumentOptions = {}): ReadWorkflow {
  return parse(textOf(plan, `.github/workflows/${fileName}`, options)) as ReadWorkflow;
}

export function jobOf(workflow: ReadWorkflow, id: string): ReadJob {
  const job = workflow.jobs[id];
  if (job === undefined) throw new Error(`no job ${id} among ${Object.keys(workflow.jobs).join(", ")}`);
  return job;
}

export function stepOf(job: ReadJob, id: string): ReadStep {
  const step = job.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error(`no step ${id} among ${job.steps.map((s) => s.id).join(", ")}`);
  return step;
}
