import { dataOf, type Rule } from "../judged-workflow.ts";
import { literalValues } from "../literal-values.ts";

const latest = /(?:^|-)latest(?:-|$)/i;

/** `*-latest` is another machine from one week to the next, with other compilers and another system library. */
export const movingRunner: Rule = {
  name: "moving-runner",
  reason:
    "A label that moves changes compilers and libraries under a release, and a second build would differ.",
  check: ({ jobs }) =>
    jobs.flatMap((judged) => {
      const given = judged.job["runs-on"];
      const labels = dataOf(given)["labels"] ?? given;
      const moving = literalValues(labels, judged).filter((label) => latest.test(label));
      return [...new Set(moving)].map((label) => ({
        path: [...judged.path, "runs-on"],
        fault: `can be "${label}", a label that moves to other machines`,
        mend: "name the version of the system, such as ubuntu-24.04, windows-2025 or macos-15",
      }));
    }),
};
