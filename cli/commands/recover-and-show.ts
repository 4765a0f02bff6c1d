import type { Diagnostic } from "../changes/change.ts";
import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";
import { faultsOfThrown } from "../faults/thrown.ts";
import { recoverStack } from "../run/recover.ts";
import { coloursFor } from "../show/colours.ts";
import { jsonOutcome } from "../show/json.ts";
import { createProgress } from "../show/progress.ts";
import { faultLines } from "../show/result.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Request } from "./run-and-show.ts";

/** Mends what a killed update left, and says what was done. */
export async function recoverAndShow(request: Request): Promise<void> {
  const started = performance.now();
  const { done, faults } = await recovery(request);
  const diagnostics = done.map((message): Diagnostic => ({ severity: "info", message, urn: null }));
  const report = { resources: [], diagnostics, outputs: {}, counts: {} };
  const result = faults.length === 0 ? "succeeded" : "failed";
  const durationMs = performance.now() - started;
  const outcome = { report, result, faults, durationMs, interrupted: false } as const;
  if (request.json) {
    const json = jsonOutcome({ command: "recover", stack: request.stack, ...outcome });
    process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  } else {
    const lines = faults.length === 0 ? [...done, ending(request, done.length > 0)] : done;
    process.stdout.write(lines.map((line) => `${line}\n`).join(""));
    process.stderr.write(linesOf(faults));
  }
  process.exitCode = faults.length === 0 ? exitCodes.succeeded : exitCodes.failed;
}

/** Mends it before something else begins. Throws a FaultsError where that can't be done. */
export async function recoverBefore(request: Request): Promise<void> {
  const { faults } = await recovery(request);
  if (faults.length > 0) throw new FaultsError(faults);
}

async function recovery(request: Request): Promise<{ done: readonly string[]; faults: readonly Fault[] }> {
  const progress = createProgress(request.json ? null : process.stderr, request.operation);
  const done: string[] = [];
  const tell = (line: string) => {
    done.push(line);
    progress.step(line);
  };
  try {
    await recoverStack(() => request.open(progress), tell);
    return { done, faults: [] };
  } catch (error) {
    return { done, faults: faultsOfThrown(error) };
  } finally {
    progress.done();
  }
}

function linesOf(faults: readonly Fault[]): string {
  return faultLines(faults, coloursFor(process.stderr))
    .map((line) => `${line}\n`)
    .join("");
}

function ending({ stack, root }: Request, mended: boolean): string {
  if (!mended) return `Nothing was left behind in ${stack}.`;
  const command = root !== null ? "rehearse -- up" : "up --";
  return `Mended ${stack}; now \`npm run ${command} --stack ${stack}\` goes on from there.`;
}
