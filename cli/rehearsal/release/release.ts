import { resolve } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import type { Fault } from "../../../config/fault.ts";
import type { ReleaseEvent, ReleaseReport } from "../../../rehearsal/release/report.ts";
import type { ReleaseRequest } from "../../../rehearsal/release/request.ts";
import { exitCodes } from "../../commands/exit-codes.ts";
import { onInterruption } from "../../run/interruption.ts";
import { coloursFor } from "../../show/colours.ts";
import { faultLines } from "../../show/result.ts";
import { widthOf } from "../../show/wrap.ts";
import { declaredRelease } from "./declared.ts";
import { faultsJson, reportJson } from "./json.ts";
import type { ReleaseJson } from "./json.ts";
import { releaseProgress } from "./progress.ts";
import type { ReleaseProgress } from "./progress.ts";
import { approving, askingReviewer } from "./reviewer.ts";
import type { Reviewer } from "./reviewer.ts";
import { summaryLines } from "./summary.ts";
import { printable } from "./text.ts";

/** What `rehearse release` was asked for. */
export interface ReleaseOptions extends Omit<ReleaseRequest, "plan" | "render" | "approve"> {
  /** Whether every reviewer is taken to agree. */
  readonly approved: boolean;
  readonly json: boolean;
}

/** Rehearses a release: what the command shows and asks for. */
export type Rehearse = (
  request: ReleaseRequest,
  told: (event: ReleaseEvent) => void,
  signal: AbortSignal,
) => Promise<ReleaseReport>;

/** Rehearses a release, shows how it goes and what it came to, and sets the exit code. */
export async function showRelease(options: ReleaseOptions, rehearse: Rehearse): Promise<void> {
  const { json, stack } = options;
  const progress = releaseProgress(json ? null : process.stderr, `Rehearsing the release of ${stack}`);
  const interruption = onInterruption(() => progress.say(stopping));
  const atQuestion = new AbortController();
  const signal = AbortSignal.any([interruption.signal, interruption.kill, atQuestion.signal]);
  const reviewer = reviewerFor(options, { progress, signal, interrupted: () => atQuestion.abort() });
  const isStopped = () => interruption.asked() || atQuestion.signal.aborted;
  try {
    const request = { ...options, ...(await declaredRelease(options)), approve: reviewer.approve };
    const report = await rehearse(request, (event) => progress.take(event), signal);
    progress.done();
    show(report, options, reviewer);
    process.exitCode = isStopped() ? exitCodes.interrupted : codeOf(report);
  } catch (error) {
    progress.done();
    const faults = faultsOf(error, isStopped());
    showFaults(faults, options, isStopped());
  } finally {
    interruption.dispose();
  }
}

const stopping = "stopping what runs, and the services; once more stops at once ...";

function reviewerFor(
  { approved, json }: ReleaseOptions,
  asking: {
    readonly progress: ReleaseProgress;
    readonly signal: AbortSignal;
    readonly interrupted: () => void;
  },
): Reviewer {
  if (approved) return approving;
  // Where results are read by a program, or by another one on a pipe, there is nobody to answer.
  return askingReviewer({
    ...asking,
    terminal: json ? null : { input: process.stdin, output: process.stderr },
  });
}

function codeOf({ result }: ReleaseReport): number {
  switch (result) {
    case "succeeded":
      return exitCodes.succeeded;
    case "failed":
      return exitCodes.failed;
    case "cancelled":
      return exitCodes.interrupted;
  }
}

function show(report: ReleaseReport, options: ReleaseOptions, reviewer: Reviewer): void {
  if (options.json) {
    printJson(reportJson(report));
    return;
  }
  const { stack, root, source, version, withoutImage, approved, cwd } = options;
  const lines = summaryLines(report, {
    colours: coloursFor(process.stdout),
    width: widthOf(process.stdout),
    cwd: resolve(cwd),
    command: { stack, root, source, version, withoutImage, approve: approved },
    absentFor: reviewer.absentFor(),
  });
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** What kept it from its end. Rethrows what is no fault of what was asked for. */
function faultsOf(error: unknown, isStopped: boolean): readonly Fault[] {
  if (isStopped && !(error instanceof FaultsError)) return [];
  if (!(error instanceof FaultsError)) throw error;
  // They name things as the sources and the workflow have them.
  return error.faults.map(({ place, fault, mend }) => ({
    place: printable(place),
    fault: printable(fault),
    mend: printable(mend),
  }));
}

function showFaults(faults: readonly Fault[], { json, stack }: ReleaseOptions, isStopped: boolean): void {
  const isMisused = faults.length > 0 && faults.every(({ place }) => place.startsWith("--"));
  process.exitCode = isStopped ? exitCodes.interrupted : isMisused ? exitCodes.misused : exitCodes.failed;
  if (json) {
    printJson(faultsJson(stack, isStopped ? "cancelled" : "failed", faults));
    return;
  }
  const stopped = isStopped ? [`The release of ${stack} was stopped (rehearsal).`] : [];
  const lines = [...stopped, ...faultLines(faults, coloursFor(process.stderr))];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

function printJson(value: ReleaseJson): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
