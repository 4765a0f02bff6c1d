import type { PulumiFn } from "@pulumi/pulumi/automation/workspace.js";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Fault } from "../../config/fault.ts";
import { FaultsError } from "../../config/fault.ts";
import { createRecorder } from "../changes/recorder.ts";
import { findEngine, usualSearch } from "../engine/find.ts";
import { isStale, locksOf, removeLocks } from "../engine/lock.ts";
import { runEngine } from "../engine/stack.ts";
import type { EngineOperation, EngineResult, StackPlace } from "../engine/stack.ts";
import { explain, explainEngine } from "../explain.ts";
import type { Outcome } from "../show/json.ts";
import type { Progress } from "../show/progress.ts";
import { layOut } from "./folder.ts";
import { onInterruption } from "./interruption.ts";
import type { Interruption } from "./interruption.ts";
import { readProject } from "./project.ts";
import { seedOf } from "./seed.ts";
import { startServices } from "./services.ts";

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
  /** Whether to look first for what was changed by hand. */
  readonly refresh: boolean;
  readonly progress: Progress;
}

/** Not Pulumi.yaml's `main`, which only checks Node before it loads this one. */
const ownProgram = fileURLToPath(new URL("../../index.ts", import.meta.url));

/** How a rehearsal ended, and whether somebody stopped it. */
export interface RehearsalOutcome extends Outcome {
  /** The repository that the stack is about, `OWNER/NAME`; empty where its file names none. */
  readonly repository: string;
  readonly interrupted: boolean;
}

type Ending = Pick<Outcome, "report" | "faults"> & Partial<Pick<RehearsalOutcome, "repository">>;

/** Runs the program on Pulumi's engine against stand-ins on this machine. Never throws for what can be said. */
export async function rehearse(run: RehearsalRun): Promise<RehearsalOutcome> {
  const started = performance.now();
  const interruption = onInterruption((message) => run.progress.step(message));
  const base = { command: run.operation, stack: run.stack };
  const nothing = { resources: [], diagnostics: [], outputs: {}, counts: {} };
  const finish = (rest: Ending): RehearsalOutcome => ({
    ...base,
    repository: "",
    ...rest,
    result: rest.faults.length === 0 && !interruption.asked() ? "succeeded" : "failed",
    durationMs: performance.now() - started,
    interrupted: interruption.asked(),
  });
  try {
    return finish(await attempt(run, interruption));
  } catch (error) {
    if (error instanceof FaultsError) return finish({ report: nothing, faults: error.faults });
    throw error;
  } finally {
    interruption.dispose();
  }
}

async function attempt(run: RehearsalRun, interruption: Interruption): Promise<Ending> {
  const root = resolve(run.cwd, run.root);
  const project = readProject(run.cwd);
  const { place, stackFile } = layOut(project, run.stack, root);
  if (run.operation !== "preview") assertUnlocked(place, run.progress);
  const engine = findEngine(usualSearch());
  // Whoever waits for the services first must not leave a missing engine unheard.
  engine.catch(() => {});
  run.progress.step("starting the emulated GitHub and the providers ...");
  const seed = seedOf(stackFile.config);
  const services = await startServices(root, seed);
  try {
    const recorder = createRecorder(stackFile.secrets);
    const program = loadedProgram(run.program === undefined ? ownProgram : resolve(run.cwd, run.program));
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
    return {
      repository,
      report,
      faults: result.ok ? [] : faultsOf(result, report.diagnostics, program.faults()),
    };
  } finally {
    await services.close();
  }
}

/** The program with its faults kept: in the engine's events they are but text. */
function loadedProgram(file: string) {
  let loading: Promise<{ readonly default: PulumiFn }> | undefined;
  let faults: readonly Fault[] = [];
  const load = () => {
    loading ??= import(pathToFileURL(file).href) as Promise<{ readonly default: PulumiFn }>;
    loading.catch(() => {});
    return loading;
  };
  return {
    load: () => void load(),
    faults: () => faults,
    async run() {
      try {
        return await (await load()).default();
      } catch (error) {
        if (error instanceof FaultsError) faults = error.faults;
        const { RunError } = await import("@pulumi/pulumi");
        // Without a stack trace: where in the program it was thrown helps no operator.
        throw error instanceof FaultsError ? new RunError(error.message) : error;
      }
    },
  };
}

function faultsOf(
  result: EngineResult & { readonly ok: false },
  diagnostics: Outcome["report"]["diagnostics"],
  own: readonly Fault[],
): readonly Fault[] {
  if (own.length > 0) return own;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const faults = errors.flatMap(explain);
  return faults.length > 0 ? faults : [explainEngine(result.output)];
}

function assertUnlocked(place: StackPlace, progress: Progress): void {
  const locks = locksOf(place);
  const stale = locks.filter(isStale);
  removeLocks(stale);
  for (const { pid } of stale) progress.step(`took away the lock of process ${pid}, which is no more`);
  const [held] = locks.filter((lock) => !stale.includes(lock));
  if (held === undefined) return;
  const fault = `is locked by another update (process ${held.pid} on ${held.host}, since ${held.since})`;
  const mend = `wait until it ends, or stop that process, then run it again`;
  throw new FaultsError([{ place: `stack ${place.stack}`, fault, mend }]);
}
