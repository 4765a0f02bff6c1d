import type { RunJob } from "../github/runs.ts";
import { RefusedError } from "../github/refusal.ts";
import { TaskError } from "../program/fault.ts";

/**
 * The times of a run's jobs, once all is published: that they can't be read is told, and fails nothing; null then. Throws a
 * TaskError only where the job lacks the permission, which another attempt does not mend.
 */
export async function timesOfRun(
  read: () => Promise<readonly RunJob[]>,
  say: (line: string) => void,
): Promise<readonly RunJob[] | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RefusedError && error.isForbidden) {
      const mend = "give the job that publishes the GitHub release the permission actions: read";
      throw new TaskError(error.faults.map((fault) => ({ ...fault, mend })));
    }
    if (!(error instanceof TaskError)) throw error;
    say(`The run's times can't be told: ${error.message}`);
    return null;
  }
}
