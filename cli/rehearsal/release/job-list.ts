import type { JobEntry, JobReport, ReleaseEvent } from "../../../rehearsal/release/report.ts";

/** How far a job is; times in ms of this process's clock. */
export type JobState =
  | { readonly kind: "to-come" }
  | { readonly kind: "waiting"; readonly environment: string }
  | { readonly kind: "running"; readonly since: number; readonly step: string }
  | { readonly kind: "ended"; readonly report: JobReport };

export interface ListedJob {
  readonly entry: JobEntry;
  readonly state: JobState;
}

/** All jobs of a run as they stand at a moment, in the workflow's order. */
export class JobList {
  readonly #clock: () => number;
  #jobs: readonly ListedJob[] = [];

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  get jobs(): readonly ListedJob[] {
    return this.#jobs;
  }

  take(event: ReleaseEvent): void {
    switch (event.kind) {
      case "preparing":
        return;
      case "planned":
        this.#jobs = event.jobs.map((entry) => ({ entry, state: { kind: "to-come" } }));
        return;
      case "started":
        return this.#set(event.key, { kind: "running", since: this.#clock(), step: "" });
      case "step":
        return this.#step(event.key, event.name);
      case "waiting":
        return this.#set(event.key, { kind: "waiting", environment: event.environment });
      case "ended":
        return this.#end(event.report);
    }
  }

  #set(key: string, state: JobState): void {
    this.#jobs = this.#jobs.map((job) => (job.entry.key === key ? { ...job, state } : job));
  }

  #step(key: string, step: string): void {
    const state = this.#jobs.find(({ entry }) => entry.key === key)?.state;
    const since = state?.kind === "running" ? state.since : this.#clock();
    this.#set(key, { kind: "running", since, step });
  }

  /** A matrix that other jobs fill has legs that nobody could plan: they take the place of the job as a whole. */
  #end(report: JobReport): void {
    const ended: ListedJob = { entry: report, state: { kind: "ended", report } };
    const isKnown = this.#jobs.some(({ entry }) => entry.key === report.key);
    if (isKnown) return this.#set(report.key, ended.state);
    const at = this.#jobs.findLastIndex(({ entry }) => entry.job === report.job);
    const place = at < 0 ? this.#jobs.length : at + 1;
    const isWhole = ({ entry }: ListedJob) => entry.job === report.job && entry.key === entry.job;
    this.#jobs = [...this.#jobs.slice(0, place), ended, ...this.#jobs.slice(place)].filter(
      (job) => !isWhole(job),
    );
  }
}

/** The same of a run that is over. */
export function listOfReports(reports: readonly JobReport[]): readonly ListedJob[] {
  return reports.map((report) => ({ entry: report, state: { kind: "ended", report } }));
}
