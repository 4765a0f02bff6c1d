import type { Rule } from "../judged-workflow.ts";

/** A called workflow sets the time of its jobs itself; GitHub takes none from the caller. */
export const jobWithoutTimeout: Rule = {
  name: "job-without-timeout",
  reason: "A job that hangs holds its runner, and the release behind it, for six hours.",
  check: ({ jobs }) =>
    jobs
      .filter(({ job }) => job["uses"] === undefined && !isTime(job["timeout-minutes"]))
      .map(({ path, job }) => ({
        path: [...path, ...(job["timeout-minutes"] === undefined ? [] : ["timeout-minutes"])],
        fault: "sets no time after which it ends",
        mend: "give the job timeout-minutes, such as 30",
      })),
};

function isTime(value: unknown): boolean {
  return typeof value === "number" ? value > 0 : typeof value === "string" && value.includes("${{");
}
