import type { Access, Grant, Scope } from "../workflows/syntax/permissions.ts";
import type {
  Concurrency,
  Defaults,
  JobDraft,
  RunStep,
  Triggers,
  UsesStep,
  Variables,
} from "../workflows/syntax/workflow.ts";

/** What an operator changes in the delivered workflows, by file name: `slipway:overrides`. */
export type Overrides = Readonly<Record<string, WorkflowOverride>>;

/** A merge patch (RFC 7386): an object merges into what is there, `null` removes, all else replaces. */
export type Patch<T> = { readonly [Key in keyof T]?: PatchOf<NonNullable<T[Key]>> | null };
type PatchOf<T> = T extends readonly unknown[] ? T : T extends object ? Patch<T> : T;

export interface WorkflowOverride {
  readonly name?: string;
  readonly "run-name"?: string;
  readonly on?: Patch<Triggers>;
  readonly env?: Patch<Variables>;
  readonly defaults?: Patch<Defaults>;
  readonly concurrency?: Patch<Concurrency>;
  /** Jobs to change or to add by id; `null` removes one, and the others' need of it. */
  readonly jobs?: Readonly<Record<string, JobOverride | null>>;
}

export type JobOverride = Patch<Omit<JobDraft, "permissions" | "steps">> & {
  /** On top of what the job's steps need; `null` takes a right away. */
  readonly permissions?: Readonly<Partial<Record<Scope, Access | Grant | null>>>;
  /** All steps anew, or changes to the present ones by their ids. */
  readonly steps?: readonly StepOverride[] | StepChanges;
};

/** A step to add: an action is pinned by the lock, or given as `owner/name@commit # version`. */
export type StepOverride = Partial<RunStep | UsesStep<string>> & {
  /** What the step needs of the job's token, where its action is not known to Slipway. */
  readonly grants?: Readonly<Partial<Record<Scope, Access | Grant>>>;
};

export interface StepChanges {
  readonly prepend?: readonly StepOverride[];
  readonly append?: readonly StepOverride[];
  readonly before?: Readonly<Record<string, readonly StepOverride[]>>;
  readonly after?: Readonly<Record<string, readonly StepOverride[]>>;
  readonly replace?: Readonly<Record<string, StepOverride>>;
  readonly remove?: readonly string[];
}

/** Keys that an override of a workflow, of a job, of a step and of a list of steps may have. */
export const overrideKeys = {
  workflow: ["name", "run-name", "on", "env", "defaults", "concurrency", "jobs"],
  job: [
    "name",
    "needs",
    "if",
    "runs-on",
    "permissions",
    "environment",
    "concurrency",
    "outputs",
    "env",
    "defaults",
    "strategy",
    "timeout-minutes",
    "continue-on-error",
    "container",
    "services",
    "steps",
  ],
  step: [
    "id",
    "name",
    "if",
    "uses",
    "with",
    "env",
    "run",
    "shell",
    "working-directory",
    "timeout-minutes",
    "continue-on-error",
    "grants",
  ],
  changes: ["prepend", "append", "before", "after", "replace", "remove"],
} as const;
