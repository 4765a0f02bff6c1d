import type { GitHub } from "./client.ts";

/** A run of a workflow. */
export interface Run {
  readonly id: number;
  readonly event: string;
  /** Branch or tag name; null where the run has none. */
  readonly branch: string | null;
  readonly commit: string;
  /** `queued`, `in_progress`, `completed`, ... */
  readonly status: string;
  /** `success`, `failure`, `cancelled`, ...; null while it runs. */
  readonly conclusion: string | null;
  readonly url: string;
  readonly attempt: number;
}

/** A job of a run; times are milliseconds since 1970. */
export interface RunJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  /** When it was ready to run: the jobs that it needs were done. */
  readonly createdAt: number | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly url: string | null;
}

/** A deployment environment and its rules. */
export interface Environment {
  readonly name: string;
  /** `login`, or `organization/team-slug`. */
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  /** Minutes. */
  readonly waitTimer: number;
  /** Patterns of tags and of branches that may deploy; null where any may, or where protected branches do. */
  readonly policies: { readonly tags: readonly string[]; readonly branches: readonly string[] } | null;
  /** Only protected branches may deploy. */
  readonly protectedBranches: boolean;
}

/** The runs of a workflow file at a commit, newest first. */
export function workflowRuns(
  github: GitHub,
  asked: { readonly workflow: string; readonly commit: string },
): Promise<readonly Run[]> {
  return Promise.reject(new Error(`${github.repository} ${asked.workflow}`));
}

/** The jobs of one attempt of a run. */
export function jobsOfRun(github: GitHub, runId: number, attempt: number): Promise<readonly RunJob[]> {
  return Promise.reject(new Error(`${github.repository} ${runId} ${attempt}`));
}

/** An environment by its name; null where there is none. */
export function readEnvironment(github: GitHub, name: string): Promise<Environment | null> {
  return Promise.reject(new Error(`${github.repository} ${name}`));
}
