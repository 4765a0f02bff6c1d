import type { PinnedAction } from "../../actions.ts";
import type { Expression } from "./expressions.ts";
import type { Grants } from "./permissions.ts";

/** Value of an input or a variable; GitHub makes a string of it. */
export type Scalar = string | number | boolean;
export type Variables = Readonly<Record<string, Scalar>>;

/** A workflow in GitHub's own spelling, complete: what is rendered. */
export interface Workflow {
  readonly name: string;
  readonly "run-name"?: string;
  readonly on: Triggers;
  /** Nothing for the workflow as a whole: each job declares what it needs. */
  readonly permissions: Readonly<Record<string, never>>;
  readonly env?: Variables;
  readonly defaults?: Defaults;
  readonly concurrency: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Triggers {
  readonly push?: PushFilter;
  readonly pull_request?: PullRequestFilter;
  readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, DispatchInput>> };
  readonly schedule?: readonly { readonly cron: string }[];
}

export interface PushFilter {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly paths?: readonly string[];
}

export interface PullRequestFilter {
  readonly branches?: readonly string[];
  readonly types?: readonly string[];
  readonly paths?: readonly string[];
}

export interface DispatchInput {
  readonly description: string;
  readonly type: "string" | "boolean" | "choice" | "number" | "environment";
  readonly required?: boolean;
  readonly default?: Scalar;
  readonly options?: readonly string[];
}

export interface Defaults {
  readonly run: { readonly shell?: Shell; readonly "working-directory"?: string };
}

export type Shell = "bash" | "sh" | "pwsh" | "powershell" | "cmd" | "python";

export interface Concurrency {
  readonly group: string;
  readonly "cancel-in-progress": boolean | string;
}

export interface Job {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly "runs-on": string | readonly string[];
  readonly permissions: Grants;
  readonly environment?: string | { readonly name: string; readonly url?: string };
  readonly concurrency?: Concurrency;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Variables;
  readonly defaults?: Defaults;
  readonly strategy?: Strategy;
  readonly "timeout-minutes": number;
  readonly "continue-on-error"?: boolean | string;
  readonly steps: readonly Step[];
}

export interface Strategy {
  readonly "fail-fast": boolean;
  readonly "max-parallel"?: number;
  /** Legs by name and value, or an expression that makes them. */
  readonly matrix: { readonly include: readonly Variables[] } | Expression;
}

interface StepBase {
  /** Kebab-case; overrides and outputs name a step by it. */
  readonly id: string;
  readonly name: string;
  readonly if?: string;
  readonly env?: Variables;
  readonly "continue-on-error"?: boolean | string;
  readonly "timeout-minutes"?: number;
}

export interface RunStep extends StepBase {
  readonly run: string;
  readonly shell?: Shell;
  readonly "working-directory"?: string;
  readonly uses?: never;
  readonly with?: never;
}

export interface UsesStep<Action = PinnedAction> extends StepBase {
  readonly uses: Action;
  readonly with?: Variables;
  readonly run?: never;
  readonly shell?: never;
  readonly "working-directory"?: never;
}

export type Step = RunStep | UsesStep;

/** A step before its action is pinned and its job's permissions are computed. */
export type StepDraft = ScriptStep | (UsesStep<string> & Granted);

/** A step that runs a script, before its job's permissions are computed. */
export type ScriptStep = RunStep & Granted;

interface Granted {
  /** What the step needs of the job's token; default: what its action is known to need. */
  readonly grants?: Grants;
}

/** A job before completion. `Needs` are the jobs declared before it, so that a misspelt one does not compile. */
export interface JobDraft<Needs extends string = string> extends Omit<
  Job,
  "needs" | "permissions" | "steps"
> {
  readonly needs?: readonly Needs[];
  /** Only where an override fixes them; computed from the steps otherwise. */
  readonly permissions?: Grants;
  readonly steps: readonly StepDraft[];
}

/** A workflow before completion; overrides change this. */
export interface WorkflowDraft extends Omit<Workflow, "jobs" | "permissions"> {
  readonly jobs: Readonly<Record<string, JobDraft>>;
}
