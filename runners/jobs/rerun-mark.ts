import { createHash } from "node:crypto";
import type { Job } from "./job.ts";

/** Name of the mark that tells of a job that it replaces one whose instance was interrupted. */
export function rerunMark({ runId, attempt, name }: Pick<Job, "runId" | "attempt" | "name">): string {
  return `rerun/${runId}/${attempt}/${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
}
