import { resolve } from "node:path";
import type { EngineOperation } from "../engine/stack.ts";
import { rehearse } from "../rehearsal/run.ts";
import type { RehearsalOutcome } from "../rehearsal/run.ts";
import { coloursFor } from "../show/colours.ts";
import { jsonOutcome } from "../show/json.ts";
import { createProgress } from "../show/progress.ts";
import { faultLines, resultLines } from "../show/result.ts";
import { hasChanges } from "../show/summary.ts";
import { widthOf } from "../show/wrap.ts";
import type { RunOptions } from "./options.ts";

/** What a command asks for. */
export interface Request {
  readonly operation: EngineOperation;
  readonly options: RunOptions;
  readonly refresh: boolean;
  /** @default false */
  readonly expectNoChanges?: boolean;
  /** Whether what did not change is shown as well. @default false */
  readonly unchanged?: boolean;
  /** Lines to close with, for people. @default none */
  readonly closing?: (outcome: RehearsalOutcome) => readonly string[];
}

/** Runs the engine, shows what it did, and sets the exit code: 1 for a failure, 130 for Ctrl-C. */
export async function runAndShow(request: Request): Promise<void> {
  const { operation, options, refresh } = request;
  const json = options.json === true;
  const progress = createProgress(json ? null : process.stderr, operation);
  const cwd = resolve(options.cwd);
  const outcome = await rehearse({ ...options, operation, cwd, refresh, progress });
  progress.done();
  if (json) {
    process.stdout.write(`${JSON.stringify(jsonOutcome(outcome), null, 2)}\n`);
  } else {
    const colours = coloursFor(process.stdout);
    const lines = resultLines(outcome, {
      operation,
      colours,
      details: options.diff === true,
      unchanged: request.unchanged === true,
      width: widthOf(process.stdout),
    });
    const closing = outcome.result === "succeeded" ? (request.closing?.(outcome) ?? []) : [];
    process.stdout.write([...lines, ...closing].map((line) => `${line}\n`).join(""));
    const errors = faultLines(outcome.faults, coloursFor(process.stderr));
    process.stderr.write(errors.map((line) => `${line}\n`).join(""));
  }
  process.exitCode = exitCode(outcome, request.expectNoChanges === true);
}

function exitCode(outcome: RehearsalOutcome, expectNoChanges: boolean): number {
  if (outcome.interrupted) return 130;
  if (outcome.result === "failed") return 1;
  return expectNoChanges && hasChanges(outcome.report) ? 1 : 0;
}
