import type { Leg, Workflow } from "../workflow/workflow.ts";

/** A job, or one leg of its matrix, as it is given to a runner. */
export interface JobOnRunner {
  readonly workflow: Workflow;
  /** Its id in the workflow. */
  readonly id: string;
  /** Null: it has no matrix. */
  readonly leg: Leg | null;
  /** What became of the jobs it needs; all of them, by id. */
  readonly needs: Readonly<Record<string, NeededJob>>;
  readonly github: GitHubContext;
  /** Inputs of a start by hand. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What stands for `secrets.NAME`; `GITHUB_TOKEN` among them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Variables that every step gets beside GitHub's own: the addresses of the services. */
  readonly variables: Readonly<Record<string, string>>;
  /** The whole PATH of its steps. */
  readonly path: readonly string[];
  /** Everything of this job lies below it, its log as `log.txt`; made anew. */
  readonly folder: string;
  /** A step (id) that is made to fail in place of what it does; "" is the first one; null: none. */
  readonly fail: string | null;
}

export interface NeededJob {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
}

export type JobResult = "success" | "failure" | "cancelled" | "skipped";

/** The part of the `github` context that a run decides. */
export interface GitHubContext {
  readonly repository: string;
  readonly repository_owner: string;
  readonly actor: string;
  readonly ref: string;
  readonly ref_name: string;
  readonly sha: string;
  readonly workflow: string;
  /** `octo-org/octo-package/.github/workflows/release.yml@refs/tags/v1.0` */
  readonly workflow_ref: string;
  readonly event_name: string;
  readonly run_id: string;
  readonly run_attempt: string;
  /** The event's payload, without inputs. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** How a job ended on its runner. */
export interface JobEnded {
  readonly result: Exclude<JobResult, "skipped">;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepEnded[];
  /** Seconds. */
  readonly seconds: number;
  /** File with all that its steps printed; secrets are stars. */
  readonly log: string;
  /** Why it failed, where no step says so: it took too long, act itself broke off. */
  readonly fault?: string;
}

export interface StepEnded {
  readonly id: string;
  readonly name: string;
  readonly result: "success" | "failure" | "skipped" | "cancelled";
  readonly seconds: number;
  /** Of a step that failed: its `::error::` lines, else its last lines. */
  readonly said: readonly string[];
}

/** What is told while it runs. */
export type JobEvent =
  | { readonly kind: "step"; readonly id: string; readonly name: string }
  | { readonly kind: "step-ended"; readonly step: StepEnded };

/** What a runner runs jobs with. */
export interface Runner {
  /** Never throws for what the job does; ends it, with all that it started, once the signal is aborted. */
  run(job: JobOnRunner, told: (event: JobEvent) => void, signal: AbortSignal): Promise<JobEnded>;
}
