import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";
import type { TokenRules } from "../../rehearsal/github/server.ts";
import type { Diagnostic, Report } from "../changes/change.ts";
import { createRecorder } from "../changes/recorder.ts";
import { findEngine, usualSearch } from "../engine/find.ts";
import type { Engine } from "../engine/find.ts";
import { runEngine, stateFile } from "../engine/stack.ts";
import type { EngineOperation, EngineResult, StackPlace } from "../engine/stack.ts";
import { explainEngine, explainErrors } from "../explain.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";
import { faultsOfThrown } from "../faults/thrown.ts";
import type { Outcome } from "../show/json.ts";
import type { Progress } from "../show/progress.ts";
import { anew } from "./anew.ts";
import { closeInTime } from "./close.ts";
import { isFull, watchDisk } from "./disk.ts";
import { layOut } from "./folder.ts";
import { onInterruption } from "./interruption.ts";
import type { Interruption } from "./interruption.ts";
import { loadProgram } from "./program.ts";
import { readProject } from "./project.ts";
import { seedOf } from "./seed.ts";
import { startServices } from "./services.ts";
import type { Services } from "./services.ts";
import { assertReadable, removeBrokenAttributes } from "./state.ts";
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

/** Runs the program on Pulumi's engine against stand-ins on this machine. Never throws: a crash is a fault. */
export async function rehearse(run: RehearsalRun): Promise<RehearsalOutcome> {
  const started = performance.now();
  const interruption = onInterruption((message) => run.progress.step(message));
  const ending = await attempt(run, interruption)
    .catch((error: unknown): Ending => ({ report: nothing, faults: faultsOfThrown(error), repository: "" }))
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
  const program = programFile(run);
  // A preview changes nothing and needs no lock.
  if (run.operation !== "preview") assertUnlocked(place, run.progress);
  removeBrokenAttributes(stateFile(place));
  assertReadable(stateFile(place), anew(run.root));
  if (isFull(root, stateFile(place))) throw new FaultsError([fullDisk(run.root)]);
  const engine = findEngine(usualSearch(interruption.signal));
  // Whoever waits for the services first must not leave a missing engine unheard.
  engine.catch(() => {});
  run.progress.step("starting the emulated GitHub and the providers ...");
  const seed = seedOf(stackFile.config);
  const services = await startServices({ root, seed, token: run.tokenPermissions });
  const repository = seed.repositories.map(({ owner, name }) => `${owner}/${name}`).join();
  const folder = { place: withServices(place, services), secrets: stackFile.secrets };
  try {
    return { ...(await operate(run, { engine, folder, program, services, interruption })), repository };
  } finally {
    await closeInTime(services, interruption.kill);
  }
}

/** What an operation works with, once all is laid out and started. */
interface Stage {
  readonly engine: Promise<Engine>;
  readonly folder: { readonly place: StackPlace; readonly secrets: readonly string[] };
  /** File of the program. */
  readonly program: string;
  readonly services: Services;
  readonly interruption: Interruption;
}

async function operate(run: RehearsalRun, stage: Stage): Promise<Omit<Ending, "repository">> {
  const { engine, folder, services, interruption } = stage;
  const recorder = createRecorder(folder.secrets);
  const program = loadProgram(stage.program);
  const full = new AbortController();
  const { place } = folder;
  const disk = watchDisk(place.stateFolder, stateFile(place), () => full.abort());
  const result = await runEngine(engine, {
    operation: run.operation,
    place,
    program: program.run,
    prepare() {
      program.load();
      services.warmUp();
    },
    refresh: run.refresh,
    signal: interruption.signal,
    kill: AbortSignal.any([interruption.kill, full.signal]),
    onEvent(event) {
      if (event.stdoutEvent?.message.includes("received; cancelling")) interruption.engineKnows();
      const finished = recorder.take(event);
      if (finished) run.progress.resource(finished);
    },
  }).finally(() => disk.dispose());
  const report = recorder.report();
  if (full.signal.aborted) return { report, faults: [fullDisk(run.root)] };
  const faults = faultsOf(result, report.diagnostics, program.faults());
  return { report, faults: faults.map((fault) => rehearsed(fault, run.root)) };
}

function programFile({ cwd, program }: RehearsalRun): string {
  if (program === undefined) return ownProgram;
  const file = resolve(cwd, program);
  if (existsSync(file)) return file;
  throw new FaultsError([{ place: `--program ${program}`, fault: "does not exist", mend: "name a file" }]);
}

function withServices(place: StackPlace, { environment }: Services): StackPlace {
  return { ...place, environment: { ...place.environment, ...environment } };
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

/** What stands in the way on GitHub is in a rehearsal mostly what an update made that could not record it. */
function rehearsed(fault: ExplainedFault, root: string): ExplainedFault {
  const inTheWay = /exists already on GitHub|stands in the repository already/.test(fault.fault);
  return inTheWay ? { ...fault, mend: `${fault.mend}; or ${anew(root)}` } : fault;
}

function fullDisk(root: string): Fault {
  const mend = "make room on it, then run the same command again";
  return { place: root, fault: "its disk is full, and the state could not be written any more", mend };
}

function stopped(stack: string): Fault {
  const mend = "run the same command again to go on";
  return { place: `stack ${stack}`, fault: "was left half done, since it was told to stop", mend };
}
