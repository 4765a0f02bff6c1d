import type { Fault } from "../../config/fault.ts";
import type { Diagnostic, Report } from "../changes/change.ts";
import { createRecorder } from "../changes/recorder.ts";
import type { Engine } from "../engine/find.ts";
import { findEngine, usualSearch } from "../engine/find.ts";
import { onlyLooks } from "../engine/operation.ts";
import type { EngineOperation } from "../engine/operation.ts";
import { runEngine } from "../engine/stack.ts";
import type { EngineResult } from "../engine/stack.ts";
import { explainEngine, explainErrors } from "../explain.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";
import { faultsOfThrown } from "../faults/thrown.ts";
import type { Outcome } from "../show/json.ts";
import type { Progress } from "../show/progress.ts";
import type { Ground } from "./ground.ts";
import { onInterruption } from "./interruption.ts";
import type { Interruption } from "./interruption.ts";
import { loadProgram } from "./program.ts";
import type { RunWatcher } from "./watcher.ts";

/** One run of the engine on a stack. */
export interface Run {
  readonly operation: EngineOperation;
  readonly stack: string;
  /** Whether to look first for what was changed by hand. */
  readonly refresh: boolean;
  readonly progress: Progress;
  /** Those who follow a run that changes something, in order. */
  readonly watchers: readonly RunWatcher[];
}

/** How a run ended. */
export interface RunOutcome extends Outcome {
  /** The repository that the stack is about, `OWNER/NAME`; empty where its file names none. */
  readonly repository: string;
  /** The engine's exit code; null where it succeeded, was killed, or never began. */
  readonly engineCode: number | null;
}

type Ending = Pick<RunOutcome, "report" | "faults" | "repository" | "engineCode">;

const nothing: Report = { resources: [], diagnostics: [], outputs: {}, counts: {} };

/** Runs a stack's program on Pulumi's engine, on the ground that is opened for it. Never throws: a crash is a fault. */
export async function runStack(run: Run, open: () => Promise<Ground>): Promise<RunOutcome> {
  const started = performance.now();
  const interruption = onInterruption((message) => run.progress.step(message));
  const ending = await attempt(run, open, interruption)
    .catch((error: unknown): Ending => ({
      report: nothing,
      faults: faultsOfThrown(error),
      repository: "",
      engineCode: null,
    }))
    .finally(() => interruption.dispose());
  const interrupted = interruption.asked();
  const faults = interrupted ? [stopped(run)] : ending.faults;
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

async function attempt(run: Run, open: () => Promise<Ground>, interruption: Interruption): Promise<Ending> {
  const engine = findEngine(usualSearch(interruption.signal));
  // Whoever waits for the ground first must not leave a missing engine unheard.
  engine.catch(() => {});
  const ground = await open();
  try {
    return { ...(await operate(run, { engine, ground, interruption })), repository: ground.repository };
  } finally {
    await ground.close(interruption.kill);
  }
}

/** What an operation works with, once all is laid out and started. */
interface Stage {
  readonly engine: Promise<Engine>;
  readonly ground: Ground;
  readonly interruption: Interruption;
}

async function operate(run: Run, stage: Stage): Promise<Omit<Ending, "repository">> {
  const { engine, ground, interruption } = stage;
  const recorder = createRecorder(ground.secrets);
  const program = loadProgram(ground.program);
  const hopeless = new AbortController();
  const watchers = onlyLooks(run.operation) ? [] : run.watchers;
  const giveUp = (fault: Fault) => hopeless.abort(fault);
  for (const watcher of watchers) await watcher.before({ ...(await watchedRun(run, stage)), giveUp });
  const help = { tell: (message: string) => run.progress.step(message), signal: interruption.signal };
  await ground.furnish(engine, help);
  const watch = ground.watch(giveUp);
  const result = await runEngine(engine, {
    operation: run.operation,
    place: ground.place,
    program: program.run,
    prepare() {
      program.load();
      ground.warmUp();
    },
    refresh: run.refresh,
    signal: interruption.signal,
    kill: AbortSignal.any([interruption.kill, hopeless.signal]),
    onStart: (pid) => watchers.forEach((watcher) => watcher.started(pid)),
    onEvent(event) {
      watchers.forEach((watcher) => watcher.event(event));
      if (event.stdoutEvent?.message.includes("received; cancelling")) interruption.engineKnows();
      const finished = recorder.take(event);
      if (finished) run.progress.resource(finished);
    },
  }).finally(() => watch.dispose());
  for (const watcher of watchers) await watcher.after(result);
  const report = recorder.report();
  const engineCode = result.ok ? null : result.code;
  if (hopeless.signal.aborted) return { report, faults: [hopeless.signal.reason as Fault], engineCode };
  const faults = faultsOf(result, report.diagnostics, { own: program.faults(), ground });
  return { report, faults: faults.map((fault) => ground.explained(fault)), engineCode };
}

async function watchedRun({ operation, progress }: Run, { engine, ground, interruption }: Stage) {
  const tell = (message: string) => progress.step(message);
  const { place, githubUrl } = ground;
  return { operation, place, githubUrl, engine: await engine, tell, signal: interruption.signal };
}

/** Those that the program itself named, else what the events say, else the engine's own words. */
function faultsOf(
  result: EngineResult,
  diagnostics: readonly Diagnostic[],
  { own, ground }: { readonly own: readonly Fault[]; readonly ground: Ground },
): readonly ExplainedFault[] {
  if (result.ok || own.length > 0) return own;
  const faults = explainErrors(diagnostics, ground.mends);
  return faults.length > 0 ? faults : [explainEngine(result.output, ground.mends)];
}

function stopped({ stack, operation }: Run): Fault {
  const place = `stack ${stack}`;
  if (onlyLooks(operation)) return { place, fault: "was not looked at to the end", mend: "run it again" };
  const mend = "run the same command again to go on";
  return { place, fault: "was left half done, since it was told to stop", mend };
}
