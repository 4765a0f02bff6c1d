import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import type { JobDraft } from "../syntax/workflow.ts";
import { downloadAll } from "./artifacts.ts";
import { buildPython, checkout, installResolver, setUpPython } from "./preparation.ts";
import { trustsSealed, unlessSealed } from "./resume-job.ts";
import { taskStep } from "./task-step.ts";

/** Counts where the package and all that it needs install from wheels alone. */
export function coverageJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier> {
  const resumes = earlier.some((job) => job === "resume");
  return {
    name: "Count what wheels cover",
    needs: earlier,
    ...(resumes && trustsSealed(plan) && { if: unlessSealed() }),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 20,
    steps: [
      checkout("commit"),
      setUpPython(buildPython(plan)),
      installResolver(),
      downloadAll(),
      taskStep({
        id: "coverage",
        name: "Count Pythons and platforms",
        task: "coverage",
        args: `--files dist --gate ${plan.release.coverage}`,
      }),
    ],
  };
}
