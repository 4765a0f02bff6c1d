/** Where a job stands, in the order in which GitHub tells of it: it only ever advances. */
export const jobStates = ["waiting", "queued", "in_progress", "completed"] as const;

export type JobState = (typeof jobStates)[number];

/** What one delivery tells of a job that a pool serves. */
export interface JobNews {
  /** `workflow_job.id`: a job that is run again has another one. */
  readonly id: number;
  /** `octo-org/octo-package` */
  readonly repository: string;
  readonly runId: number;
  /** Name of the pool that serves its labels. */
  readonly pool: string;
  readonly state: JobState;
  /** When GitHub says that it came to that state (ms since 1970). */
  readonly at: number;
  /** Name of the runner that took it; null: none has. */
  readonly runner: string | null;
  /** GitHub's `conclusion`; null: it has not ended. */
  readonly conclusion: string | null;
  /** `X-GitHub-Delivery`: the same whenever it is sent again. */
  readonly delivery: string;
}

/** The jobs that pools have heard of. */
export interface JobTable {
  /**
   * Keeps it by one conditional write, where the delivery was not kept yet and the job is in an earlier state; answers the
   * state in which the job is now. Throws where the table can't be asked.
   */
  keep(news: JobNews): Promise<JobState>;
}
