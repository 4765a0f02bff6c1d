import type { Finding, Path } from "../findings.ts";
import { dataOf, type JudgedJob, type Rule } from "../judged-workflow.ts";

/** By a later run in its group, or by a leg of its own matrix that fails. */
export const cancelledPublishing: Rule = {
  name: "cancelled-publishing",
  reason:
    "A job that is cancelled while it publishes leaves a release of which some files are public for good.",
  check: ({ data, jobs }) => {
    const publishing = jobs.filter(({ publishes }) => publishes !== null);
    const [first] = publishing;
    return [
      ...(first === undefined ? [] : concurrencyFindings(data["concurrency"], ["concurrency"], first)),
      ...publishing.flatMap((judged) => [
        ...concurrencyFindings(judged.job["concurrency"], [...judged.path, "concurrency"], judged),
        ...matrixFindings(judged),
      ]),
    ];
  },
};

const mend = "set it to false, so that runs wait for each other";

function concurrencyFindings(given: unknown, path: Path, { id, publishes }: JudgedJob): readonly Finding[] {
  const cancels = dataOf(given)["cancel-in-progress"];
  if (cancels === undefined || cancels === null || isFalse(cancels)) return [];
  const fault = `can cancel job "${id}", which ${publishes ?? ""}`;
  return [{ path: [...path, "cancel-in-progress"], fault, mend }];
}

function matrixFindings({ id, path, job, publishes }: JudgedJob): readonly Finding[] {
  const strategy = dataOf(job["strategy"]);
  if (strategy["matrix"] === undefined || isFalse(strategy["fail-fast"])) return [];
  const fault = `cancels the other legs of job "${id}", which ${publishes ?? ""}, when one fails`;
  return [{ path: [...path, "strategy"], fault, mend: "set its fail-fast to false" }];
}

function isFalse(value: unknown): boolean {
  return (
    value === false || (typeof value === "string" && /^(?:\$\{\{ *)?false *(?:\}\})?$/.test(value.trim()))
  );
}
