import { parse } from "yaml";

/** A workflow file, as far as a rehearsal reads it. */
export interface Workflow {
  readonly name: string;
  /** Of jobs that have none of their own. */
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
  /** The file as a whole: what is not read here goes along to whatever runs a job. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** `{contents: read}`, or one word for all of them. */
export type Permissions = Readonly<Record<string, string>> | "read-all" | "write-all";

export interface Job {
  readonly name?: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  /** One label, several that a runner must have all, or an expression. */
  readonly "runs-on"?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Permissions;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: Strategy;
  /** Minutes. */
  readonly "timeout-minutes"?: number;
  readonly "continue-on-error"?: boolean;
  readonly steps: readonly Step[];
}

export interface Strategy {
  readonly matrix?: unknown;
  readonly "fail-fast"?: boolean;
  readonly "max-parallel"?: number;
}

/** One leg of a matrix. */
export type Leg = Readonly<Record<string, unknown>>;

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string | number | boolean>>;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
}

/** Reads a workflow that GitHub takes: `needs` as a list, `environment` by its name. */
export function readWorkflow(text: string): Workflow {
  const document = parse(text) as Readonly<Record<string, unknown>>;
  const jobs = (document["jobs"] ?? {}) as Readonly<Record<string, WrittenJob>>;
  const { permissions } = document as { readonly permissions?: Permissions };
  return {
    name: typeof document["name"] === "string" ? document["name"] : "",
    ...(permissions !== undefined && { permissions }),
    jobs: Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, readJob(job)])),
    document,
  };
}

/** A job as it may be written. */
type WrittenJob = Omit<Job, "needs" | "environment" | "steps"> & {
  readonly needs?: string | readonly string[];
  readonly environment?: string | { readonly name: string };
  readonly steps?: readonly Step[];
};

function readJob({ needs = [], environment, steps = [], ...job }: WrittenJob): Job {
  const name = typeof environment === "object" ? environment.name : environment;
  return {
    ...job,
    needs: typeof needs === "string" ? [needs] : needs,
    ...(name !== undefined && { environment: name }),
    steps,
  };
}
