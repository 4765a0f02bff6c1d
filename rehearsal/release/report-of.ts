import { relative } from "node:path";
import { criticalPath } from "../workflow/needs.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { RunEnded } from "../workflow-run/ground.ts";
import { type Agreement, agreement } from "./agreement.ts";
import type { Begun } from "./begin.ts";
import { byHand, notExercised } from "./limits.ts";
import { collectFiles } from "./collect.ts";
import type { Rehearsal } from "./rehearse.ts";
import type { JobReport, ReleaseReport } from "./report.ts";

/** A run that has ended, and what it was of. */
export interface Ran extends RunEnded {
  readonly workflow: Workflow;
  /** When the rehearsal began (ms, of this process's clock). */
  readonly since: number;
}

/** Looks at all that was released, from outside, and says what came of it. */
export async function reportOf(rehearsal: Rehearsal, begun: Begun, ran: Ran): Promise<ReleaseReport> {
  const { request, places, signal } = rehearsal;
  const { state, world } = begun;
  const isWell =
    ran.reports.every(isAsExpected) &&
    ran.reports.some(({ outcome }) => ["ran", "kept"].includes(outcome.kind));
  const seen: Agreement = isWell ? await agreement(world, state) : { files: [], image: null, faults: [] };
  if (isWell) await collectFiles(world, places, state);
  const faults = [...nothingRan(ran.reports), ...seen.faults];
  return {
    stack: request.stack,
    package: world.plan.package.name,
    version: state.version,
    tag: state.tag,
    result: signal.aborted ? "cancelled" : isWell && faults.length === 0 ? "succeeded" : "failed",
    attempt: state.attempt,
    jobs: ran.reports,
    files: seen.files,
    image: seen.image,
    faults,
    changes: state.changes,
    notExercised: notExercised(world, ran),
    byHand: byHand(world),
    seconds: (performance.now() - ran.since) / 1000,
    criticalPath: criticalPath(ran.workflow, timesOf(ran.reports)),
    folder: relative(request.cwd, places.folder) || places.folder,
  };
}

/** What is not run here is no fault of the release, and no success of it either: it is listed. */
function isAsExpected({ outcome }: JobReport): boolean {
  if (outcome.kind === "ran") return outcome.result === "success";
  return outcome.kind === "kept" || outcome.kind === "skipped" || outcome.kind === "not-run-here";
}

function nothingRan(reports: readonly JobReport[]): readonly string[] {
  const isAny = reports.some(({ outcome }) => !["not-run-here", "skipped"].includes(outcome.kind));
  return isAny ? [] : ["no job of the workflow runs on this machine"];
}

/** From the first leg's start to the last one's end, by job. */
function timesOf(
  reports: readonly JobReport[],
): ReadonlyMap<string, { readonly startedAt: number; readonly seconds: number }> {
  const times = new Map<string, { readonly startedAt: number; readonly seconds: number }>();
  for (const { job, startedAt, seconds } of reports) {
    if (startedAt === null) continue;
    const before = times.get(job) ?? { startedAt, seconds };
    const start = Math.min(before.startedAt, startedAt);
    const end = Math.max(before.startedAt + before.seconds, startedAt + seconds);
    times.set(job, { startedAt: start, seconds: end - start });
  }
  return times;
}
