import { isMet } from "../workflow/expressions.ts";
import { contextsOf } from "./contexts.ts";
import { writtenSteps } from "./job-file.ts";
import type { JobOnRunner } from "./job.ts";
import type { Progress } from "./progress.ts";

/** What only the machine knows while a step begins. */
const onlyThen = /\b(?:env|runner|job|vars|hashFiles)\b/;

/**
 * A step that act ran or left out other than GitHub's own evaluator of conditions says; null: none. act has an
 * evaluator of its own, and a step that it leaves out fails nothing.
 */
export function misjudged(job: JobOnRunner, progress: Progress): string | null {
  const { steps } = contextsOf(job, progress);
  const before: Record<string, StepContext> = {};
  let isWell = true;
  for (const { id, written, name } of writtenSteps(job)) {
    const step = steps[id];
    if (step === undefined) break;
    const condition = typeof written["if"] === "string" ? written["if"] : undefined;
    const contexts = { ...contextsOf(job, progress), steps: { ...before } };
    const runs = onlyThen.test(condition ?? "") ? null : meets(condition, contexts, isWell);
    const ran = step.outcome !== "skipped";
    if (runs !== null && runs !== ran)
      return `GitHub ${runs ? "runs" : "leaves out"} the step ${name}, and act ${ran ? "ran it" : "did not"}`;
    before[id] = step;
    isWell &&= step.conclusion === "success" || step.conclusion === "skipped";
  }
  return null;
}

/** Null: it can't be told. */
function meets(
  condition: string | undefined,
  contexts: Parameters<typeof isMet>[1],
  isWell: boolean,
): boolean | null {
  try {
    return isMet(condition, contexts, { success: isWell, failure: !isWell, cancelled: false });
  } catch {
    return null;
  }
}

type StepContext = Progress["context"][string];
