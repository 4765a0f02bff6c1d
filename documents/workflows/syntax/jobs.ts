import type { JobDraft } from "./workflow.ts";

/** Jobs in the order of their declaration: each may need only those before it, so no cycle can be written. */
export class Jobs<Known extends string = never> {
  readonly drafts: Readonly<Record<string, JobDraft>>;

  constructor(drafts: Readonly<Record<string, JobDraft>> = {}) {
    this.drafts = drafts;
  }

  /** Adds a job; `null` leaves it out, for what a plan does without. */
  add<Id extends string>(id: Id, job: JobDraft<Known> | null): Jobs<Known | Id> {
    return new Jobs(job === null ? this.drafts : { ...this.drafts, [id]: job });
  }
}
