import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";
import type { TokenRules } from "../../rehearsal/github/server.ts";
import type { Diagnostic, Report } from "../changes/change.ts";
import { createRecorder } from "../changes/recorder.ts";
import { findEngine, usualSearch } from "../engine/find.ts";
import { runEngine } from "../engine/stack.ts";
import type { EngineOperation, EngineResult } from "../engine/stack.ts";
import { explain, explainEngine, explainErrors } from "../explain.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";
import type { Outcome } from "../show/json.ts";
import type { Progress } from "../show/progress.ts";
import { layOut } from "./folder.ts";
import { onInterruption } from "./interruption.ts";
import type { Interruption } from "./interruption.ts";
import { loadProgram } from "./program.ts";
import { readProject } from "./project.ts";
import { seedOf } from "./seed.ts";
import { startServices } from "./services.ts";
import { assertUnlocked } from "./unlocked.ts";

/** One run of a rehearsal. */
export interface RehearsalRun {
  readonly operation: EngineOperation;
  readonly stack: string;
  /** The project's folder. */
  readonly cwd: string;
  /** Where everything is kept: `.slipway`. */
  readonly root: string;
  /** A program to run instead of Slipway's own. */
  readonly program?: string | undefined;
  /** What the token may do. @default everything */
  readonly tokenPermissions?: TokenRules | undefined;
  /** Whether to look first for what was changed by hand. */
  readonly refresh: boolean;
  readonly progress: Progress;
}

/** How a rehearsal ended. */
export interface RehearsalOutcome extends Outcome {
  /** The repository that the stack is about, `OWNER/NAME`; empty where its file names none. */
  readonly repository: string;
}

/** Not Pulumi.yaml's `main`, which only checks Node before it loads this one. */
const ownProgram = fileURLToPath(new URL("../../index.ts", import.meta.url));

type Ending = Pick<RehearsalOutcome, "report" | "faults" | "repository">;

const nothing: Report = { resources: [], diagnostics: [], outputs: {}, counts: {} };

/** Runs the program on Pulumi's engine against stand-ins on this machine. Never throws for what can be said. */
export async function rehearse(run: RehearsalRun): Promise<RehearsalOutcome> {
  const started = performance.now();
  const interruption = onInterruption((message) => run.progress.step(message));
  const ending = await attempt(run, interruption)
    .catch((error: unknown): Ending => {
      const faults = error instanceof FaultsError ? error.faults : explain(crash(error));
      return { report: nothing, faults, repository: "" };
    })
    .finally(() => interruption.dispose());
  const interrupted = interruption.asked();
  const faults = interrupted ? [stopped(run.stack)] : ending.faults;
  return {
    ...ending,
    command: run.operation,
    stack: run.stack,
    result: faults.length === 0 ? "succeeded" : "failed",
    faults,
    durationMs: performance.now() - started,
    interrupted,
  };
}

async function attempt(run: RehearsalRun, interruption: Interruption): Promise<Ending> {
  const root = resolve(run.cwd, run.root);
  const { place, stackFile } = layOut(readProject(run.cwd), run.stack, root);
  // A preview changes nothing and needs no lock.
  if (run.operation !== "preview") assertUnlocked(place, run.progress);
  const engine = findEngine(usualSearch());
  // Whoever waits for the services first must not leave a missing engine unheard.
  engine.catch(() => {});
  run.progress.step("starting the emulated GitHub and the providers ...");
  const seed = seedOf(stackFile.config);
  const services = await startServices({ root, seed, token: run.tokenPermissions });
  try {
    const recorder = createRecorder(stackFile.secrets);
    const program = loadProgram(run.program === undefined ? ownProgram : resolve(run.cwd, run.program));
    const result = await runEngine(engine, {
      operation: run.operation,
      place: { ...place, environment: { ...place.environment, ...services.environment } },
      program: program.run,
      prepare() {
        program.load();
        services.warmUp();
      },
      refresh: run.refresh,
      signal: interruption.signal,
      onEvent(event) {
        if (event.stdoutEvent?.message.includes("received; cancelling")) interruption.engineKnows();
        const finished = recorder.take(event);
        if (finished) run.progress.resource(finished);
      },
    });
    const report = recorder.report();
    const repository = seed.repositories.map(({ owner, name }) => `${owner}/${name}`).join();
    return { report, repository, faults: faultsOf(result, report.diagnostics, program.faults()) };
  } finally {
    await services.close();
  }
}

/** Those that the program itself named, else what the events say, else the engine's own words. */
function faultsOf(
  result: EngineResult,
  diagnostics: readonly Diagnostic[],
  own: readonly Fault[],
): readonly ExplainedFault[] {
  if (result.ok || own.length > 0) return own;
  const faults = explainErrors(diagnostics);
  return faults.length > 0 ? faults : [explainEngine(result.output)];
}

function crash(error: unknown): { readonly message: string; readonly urn: null } {
  return { message: (error instanceof Error ? error.stack : undefined) ?? String(error), urn: null };
}

function stopped(stack: string): Fault {
  const mend = "run the same command again to go on";
  return { place: `stack ${stack}`, fault: "was left half done, since it was told to stop", mend };
}
