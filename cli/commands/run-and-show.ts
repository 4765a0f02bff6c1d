import type { EngineOperation } from "../engine/operation.ts";
import type { Ground } from "../run/ground.ts";
import { runStack } from "../run/run.ts";
import type { Run, RunOutcome } from "../run/run.ts";
import { coloursFor } from "../show/colours.ts";
import { jsonOutcome } from "../show/json.ts";
import { deliveryLines } from "../show/delivery.ts";
import { createProgress } from "../show/progress.ts";
import type { Progress } from "../show/progress.ts";
import { faultLines, resultLines } from "../show/result.ts";
import { hasChanges } from "../show/summary.ts";
import { widthOf } from "../show/wrap.ts";
import { exitCodes } from "./exit-codes.ts";

/** What a command asks for. */
export interface Request {
  readonly operation: EngineOperation;
  readonly stack: string;
  readonly refresh: boolean;
  /** Opens the ground that the stack is run on. */
  readonly open: (progress: Progress) => Promise<Ground>;
  readonly watchers: Run["watchers"];
  readonly json: boolean;
  /** Whether every property and line of what is made or removed is shown. */
  readonly details: boolean;
  /** Where a rehearsal keeps its things; null where it is real. */
  readonly root: string | null;
  /** @default false */
  readonly expectNoChanges?: boolean;
  /** Whether what did not change is shown as well. @default false */
  readonly unchanged?: boolean;
  /** Lines to close with, for people. @default what becomes of the delivered files */
  readonly closing?: (outcome: RunOutcome) => readonly string[];
}

/** Runs the engine, shows what it did, and sets the exit code. */
export async function runAndShow(request: Request): Promise<RunOutcome> {
  const outcome = await run(request);
  show(outcome, request);
  return outcome;
}

/** Runs the engine with progress for people; what came of it is not shown. */
export async function run({ operation, stack, refresh, ...request }: Request): Promise<RunOutcome> {
  const progress = createProgress(request.json ? null : process.stderr, operation);
  const { watchers } = request;
  const outcome = await runStack({ operation, stack, refresh, progress, watchers }, () =>
    request.open(progress),
  );
  progress.done();
  return outcome;
}

/** Shows an outcome as the request wants it, and sets the exit code. */
export function show(outcome: RunOutcome, request: Request): void {
  if (request.json) {
    process.stdout.write(`${JSON.stringify(jsonOutcome(outcome), null, 2)}\n`);
  } else {
    const { operation, details, root, unchanged = false } = request;
    const colours = coloursFor(process.stdout);
    const options = {
      operation,
      colours,
      details,
      unchanged,
      rehearsal: root !== null,
      width: widthOf(process.stdout),
    };
    const lines = resultLines(outcome, options);
    const closing = outcome.result === "succeeded" ? closingLines(outcome, request) : [];
    process.stdout.write([...lines, ...closing].map((line) => `${line}\n`).join(""));
    const errors = faultLines(outcome.faults, coloursFor(process.stderr));
    process.stderr.write(errors.map((line) => `${line}\n`).join(""));
  }
  process.exitCode = exitCode(outcome, request);
}

function closingLines(outcome: RunOutcome, request: Request): readonly string[] {
  if (request.closing) return request.closing(outcome);
  const lines = deliveryLines(outcome.report, request);
  return lines.length === 0 ? [] : ["", ...lines];
}

function exitCode(outcome: RunOutcome, { operation, expectNoChanges = false }: Request): number {
  if (outcome.interrupted) return exitCodes.interrupted;
  if (outcome.result === "failed") return outcome.engineCode ?? exitCodes.failed;
  return expectNoChanges && hasChanges(outcome.report, operation) ? exitCodes.changes : exitCodes.succeeded;
}
