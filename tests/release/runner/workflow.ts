import { parse } from "yaml";

/** A delivered workflow, as far as a runner reads it. */
export interface Workflow {
  readonly name: string;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly include: readonly Leg[] } };
  readonly steps: readonly Step[];
}

/** One leg of a matrix. */
export type Leg = Readonly<Record<string, string>>;

export interface Step {
  readonly id: string;
  readonly name: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string | number | boolean>>;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
}

export function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}
