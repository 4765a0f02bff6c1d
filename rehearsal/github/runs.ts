import { findRepository } from "./store/find.ts";
import { takeId, timestamp, type JobRecord, type RunRecord } from "./store/records.ts";
import { Store } from "./store/store.ts";

/** A job as whoever runs it tells of it. */
export interface ToldJob extends Pick<JobRecord, "name" | "status" | "conclusion"> {
  /** @default the run's */
  readonly attempt?: number;
  /** @default now */
  readonly createdAt?: Date;
  /** @default createdAt */
  readonly startedAt?: Date;
  /** @default startedAt where it is completed */
  readonly completedAt?: Date;
  /** @default ubuntu-24.04 */
  readonly label?: string;
}

/** A run of a workflow as whoever runs it tells of it. */
export interface ToldRun {
  /** Number of a run that is told of again. @default a new one */
  readonly id?: number;
  /** File name of its workflow. */
  readonly workflow: string;
  readonly event: string;
  /** Branch or tag. */
  readonly branch: string | null;
  readonly commit: string;
  /** `queued`, `in_progress`, `completed`. */
  readonly status: string;
  readonly conclusion: string | null;
  /** @default 1 */
  readonly attempt?: number;
  /** Jobs of this attempt; those of others that were told of before stay. @default none */
  readonly jobs?: readonly ToldJob[];
}

/** Puts a run into the records, or tells of it again; answers its number. Nothing of GitHub's own API does so. */
export function recordRun(root: string, fullName: string, run: ToldRun): Promise<number> {
  return new Store(root).change((records) => {
    const [owner = "", name = ""] = fullName.split("/");
    const repository = findRepository(records, owner, name)?.record;
    if (!repository) throw new Error(`there is no repository ${fullName}`);
    (repository.workflows ??= {})[run.workflow] ??= takeId(records);
    const runs = (repository.runs ??= []);
    const before = runs.find(({ id }) => id === run.id);
    const attempt = run.attempt ?? before?.attempt ?? 1;
    const now = timestamp();
    const kept = (before?.jobs ?? []).filter((job) => job.attempt !== attempt || run.jobs === undefined);
    const told: RunRecord = {
      id: before?.id ?? run.id ?? takeId(records),
      workflow: run.workflow,
      name: run.workflow.replace(/\.ya?ml$/, ""),
      number: before?.number ?? runs.length + 1,
      attempt,
      event: run.event,
      head_branch: run.branch,
      head_sha: run.commit,
      status: run.status,
      conclusion: run.conclusion,
      actor: records.viewer ?? owner,
      created_at: before?.created_at ?? now,
      updated_at: now,
      jobs: [...kept, ...(run.jobs ?? []).map((job) => jobOf(takeId(records), job, attempt))],
    };
    if (before) runs[runs.indexOf(before)] = told;
    else runs.push(told);
    return told.id;
  });
}

function jobOf(id: number, told: ToldJob, attempt: number): JobRecord {
  const created = told.createdAt ?? new Date();
  const started = told.startedAt ?? created;
  return {
    id,
    name: told.name,
    attempt: told.attempt ?? attempt,
    status: told.status,
    conclusion: told.conclusion,
    created_at: timestamp(created),
    started_at: timestamp(started),
    completed_at: told.status === "completed" ? timestamp(told.completedAt ?? started) : null,
    labels: [told.label ?? "ubuntu-24.04"],
  };
}
