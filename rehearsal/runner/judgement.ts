import { interpolate } from "../workflow/expressions.ts";
import type { ActEnded } from "./act-start.ts";
import { misjudged } from "./conditions.ts";
import { contextsOf } from "./contexts.ts";
import { messageOf } from "../../toolchain/problem.js";
import type { JobEnded, JobOnRunner } from "./job.ts";
import type { Progress } from "./progress.ts";
import type { Stars } from "./stars.ts";

/** What is known of a job at its end. */
export interface Evidence {
  readonly job: JobOnRunner;
  readonly progress: Progress;
  readonly stars: Stars;
}

/** What became of a job: well only where act says so, every step bears it out, and its outputs can be told. */
export function judge(evidence: Evidence, ended: ActEnded): Pick<JobEnded, "result" | "outputs" | "fault"> {
  const { job, progress, stars } = evidence;
  const told = outputsOf(evidence);
  if (ended.kind === "aborted") return { result: "cancelled", outputs: told.outputs };
  const fault = faultOf(ended, progress) ?? misjudged(job, progress) ?? told.fault;
  if (fault === null && progress.ended === true && progress.isWell)
    return { result: "success", outputs: told.outputs };
  const place = fault === null ? null : `jobs.${job.id}: ${stars.over(fault)}`;
  return { result: "failure", outputs: told.outputs, ...(place !== null && { fault: place }) };
}

/** What no step says; null: nothing beyond them. */
function faultOf(ended: Exclude<ActEnded, { readonly kind: "aborted" }>, progress: Progress): string | null {
  if (ended.kind === "too-long")
    return `took longer than its timeout-minutes, ${ended.minutes}; mend what hangs, or give it more`;
  if (progress.ended === null) {
    const said = [...progress.faults, ended.said.trim()].filter((one) => one !== "").join("\n");
    return `act broke off; mend what it said:\n${said}`;
  }
  if (progress.isWell && !progress.ended)
    return `act says that it failed, though no step did: ${progress.faults.join("\n")}`;
  return null;
}

/** As GitHub's own evaluator has them; one that holds a secret is left out, as GitHub does. */
function outputsOf({ job, progress, stars }: Evidence): {
  readonly outputs: Readonly<Record<string, string>>;
  readonly fault: string | null;
} {
  const contexts = contextsOf(job, progress);
  const status = { success: progress.isWell, failure: !progress.isWell, cancelled: false };
  const outputs: Record<string, string> = {};
  for (const [name, text] of Object.entries(job.workflow.jobs[job.id]?.outputs ?? {})) {
    try {
      const value = interpolate(text, contexts, status);
      if (!stars.isIn(value)) outputs[name] = value;
    } catch (error) {
      return { outputs, fault: `its output ${name} can't be told: ${messageOf(error)}` };
    }
  }
  return { outputs, fault: null };
}
