import type { JobReport, ReleaseEvent } from "../release/report.ts";
import type { GitHubContext, JobResult, Runner } from "../runner/job.ts";
import type { Machine } from "../workflow/machine.ts";
import type { Job, Leg, Workflow } from "../workflow/workflow.ts";

/** A run of a workflow, or another attempt of it. */
export interface Run {
  readonly workflow: Workflow;
  /** File name of the workflow. */
  readonly file: string;
  readonly github: GitHubContext;
  readonly inputs: Readonly<Record<string, string>>;
  /** What earlier attempts of it did. */
  readonly kept: KeptJobs;
  /** What is made to fail: all legs of a job, in a step by its id ("": the first). */
  readonly fail: { readonly job: string; readonly step: string } | null;
}

/** Where its jobs run, and what they meet there. */
export interface RunGround {
  readonly runner: Runner;
  /** Of this attempt; a folder for each job comes below it. */
  readonly folder: string;
  readonly here: Machine | null;
  /** Minor versions of CPython on this machine. */
  readonly pythons: readonly string[];
  /** How many jobs run at once. */
  readonly atOnce: number;
  /** Lets a job in: what it needs to reach the services, until it is closed. */
  open(id: string, job: Job): OpenJob;
  /** Why a job may not use its environment; null: it may. */
  deploy(environment: string): Promise<string | null>;
  /** What stands in for a leg that is not run here, once all others of its job ran well; null: nothing has to. */
  standIn(leg: LegElsewhere): Promise<StandIn | null>;
  /** Tells of all jobs as they are now, and keeps what later attempts take up. */
  settled(reports: readonly JobReport[], kept: KeptJobs): Promise<void>;
  told(event: ReleaseEvent): void;
}

export interface OpenJob {
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  close(): void;
}

export interface LegElsewhere {
  readonly job: string;
  readonly leg: Leg;
  /** What the legs that ran here told. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StandIn {
  readonly outputs: Readonly<Record<string, string>>;
  /** For the list of what was not exercised. */
  readonly note: string;
}

/** By a job's id. */
export type KeptJobs = Readonly<Record<string, KeptJob>>;

export interface KeptJob {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
  /** By key, of those that ran or need not. */
  readonly legs: Readonly<Record<string, KeptLeg>>;
  /** What stood in for something, one line each. */
  readonly notes: readonly string[];
}

export interface KeptLeg {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
}

/** How a run ended. */
export interface RunEnded {
  readonly reports: readonly JobReport[];
  readonly kept: KeptJobs;
  /** What stood in for something, one line each. */
  readonly notes: readonly string[];
}
