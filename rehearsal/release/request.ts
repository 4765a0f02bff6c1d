import { join, resolve } from "node:path";
import type { Document } from "../../documents/document.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Runner } from "../runner/job.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** What a rehearsal of a release is asked for. */
export interface ReleaseRequest {
  readonly stack: string;
  /** What the stack's file declares. */
  readonly plan: Plan;
  /** Renders all that would be delivered for a plan, with the stack's own actions and overrides. */
  render(plan: Plan): readonly Document[];
  /** The project's folder. */
  readonly cwd: string;
  /** Where everything is kept: `.slipway`. */
  readonly root: string;
  /** A folder or clone of the package's sources; null: what the rehearsal's repository stands for. */
  readonly source: string | null;
  /** The version to release; null: what the sources state. */
  readonly version: string | null;
  /** What is made to fail: a job, in a step by its id or name ("": the first). */
  readonly fail: { readonly job: string; readonly step: string } | null;
  /** Begins anew, also where a failed run could go on. */
  readonly anew: boolean;
  /** Goes on by a new run that a person starts, not by running failed jobs again. */
  readonly newRun: boolean;
  /** How many jobs at once; null: as many as the machine has processors. */
  readonly jobs: number | null;
  /** Leaves the image out. */
  readonly withoutImage: boolean;
  /** For tests: what runs jobs, around what would. @default that itself */
  readonly around?: (runner: Runner) => Runner;
  /** For tests: what is run in place of a workflow as it was delivered. @default that itself */
  readonly altered?: (workflow: Workflow) => Workflow;
  /** Whether a reviewer lets a job use an environment. */
  approve(environment: string, reviewers: readonly string[]): Promise<boolean>;
}

/** Where the parts of a rehearsed release lie. */
export interface ReleaseFolder {
  readonly folder: string;
  /** The emulated GitHub's, with the repository that is released. */
  readonly github: string;
  readonly index: string;
  readonly registry: string;
  readonly runs: string;
  /** What was released, to be looked at. */
  readonly files: string;
  readonly state: string;
  readonly lock: string;
}

/** The folders of a stack's rehearsed release below `.slipway`. */
export function releaseFolder({
  cwd,
  root,
  stack,
}: Pick<ReleaseRequest, "cwd" | "root" | "stack">): ReleaseFolder {
  const folder = resolve(cwd, root, "releases", stack.replaceAll("/", "-"));
  return {
    folder,
    github: join(folder, "github"),
    index: join(folder, "index"),
    registry: join(folder, "registry"),
    runs: join(folder, "runs"),
    files: join(folder, "files"),
    state: join(folder, "state.json"),
    lock: `${folder}.lock`,
  };
}
