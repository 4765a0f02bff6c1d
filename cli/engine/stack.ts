import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Stack } from "@pulumi/pulumi/automation/stack.js";
import type { PulumiFn, Workspace } from "@pulumi/pulumi/automation/workspace.js";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EngineFailure, engineCommand } from "./command.ts";
import type { Engine } from "./find.ts";
import type { EngineOperation } from "./operation.ts";

/** A stack and where the engine works on it. */
export interface StackPlace {
  readonly project: string;
  readonly stack: string;
  /** Holds Pulumi.yaml and the stack file. */
  readonly workFolder: string;
  /** Where the engine keeps its own settings and plugins; undefined: where it does by itself. */
  readonly homeFolder?: string | undefined;
  /** Environment of the engine alone; undefined takes a variable away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A stack whose state is in a folder that belongs to this project alone: made there if it is missing. */
export interface OwnStackPlace extends StackPlace {
  readonly stateFolder: string;
}

/** One run of the engine. */
export interface EngineRun {
  readonly operation: EngineOperation;
  readonly place: StackPlace | OwnStackPlace;
  readonly program: PulumiFn;
  /** Starts what the program needs while the engine starts: both take time. */
  readonly prepare: () => void;
  readonly refresh: boolean;
  readonly onEvent: (event: EngineEvent) => void;
  /** Told the id of each process of the engine: of the operation last, before it only that of making the stack. */
  readonly onStart: (pid: number) => void;
  /** Tells the engine to stop after what it is doing. */
  readonly signal: AbortSignal;
  /** Ends the engine at once. */
  readonly kill: AbortSignal;
}

/** How a run ended: what the engine wrote is of use only where its events do not say why it failed. */
export type EngineResult =
  | { readonly ok: true }
  /** `code` is the engine's exit code; null where it was killed, or never began. */
  | { readonly ok: false; readonly output: string; readonly code: number | null };

/** Runs Pulumi's engine with a program of this process. */
export async function runEngine(engine: Promise<Engine>, run: EngineRun): Promise<EngineResult> {
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
  await silenceDebugging();
  const { place } = run;
  const { command, kill } = await engineCommand(await engine, run.onStart);
  run.kill.throwIfAborted();
  run.kill.addEventListener("abort", kill);
  const workspace = await LocalWorkspace.create({
    pulumiCommand: command,
    workDir: place.workFolder,
    ...(place.homeFolder === undefined ? {} : { pulumiHome: place.homeFolder }),
    program: run.program,
    envVars: place.environment as Record<string, string>,
  });
  // Each command of the engine takes a third of a second: none is run for what is known already. Whether the
  // stack exists the engine says itself, its outputs come with the events, and it needs no selecting.
  workspace.selectStack = () => Promise.resolve();
  workspace.stackOutputs = () => Promise.resolve({});
  workspace.serializeArgsForOp = () => {
    // The engine is told to stop by a signal to its process, and there is none yet.
    run.signal.throwIfAborted();
    setImmediate(run.prepare);
    return Promise.resolve([]);
  };
  try {
    const stack = await stackIn(workspace, place);
    stack.info = () => Promise.resolve(undefined);
    await start(stack, run);
    return { ok: true };
  } catch (error) {
    const code = error instanceof EngineFailure ? error.code : null;
    return { ok: false, output: error instanceof Error ? error.message : String(error), code };
  } finally {
    run.kill.removeEventListener("abort", kill);
  }
}

async function stackIn(workspace: Workspace, place: StackPlace | OwnStackPlace): Promise<Stack> {
  const { Stack } = await import("@pulumi/pulumi/automation/index.js");
  // Somebody's own backend is asked by the operation itself, and nothing is made there unasked.
  if (!("stateFolder" in place) || existsSync(stateFile(place))) return Stack.select(place.stack, workspace);
  return Stack.create(place.stack, workspace).catch((error: unknown) => {
    // Another first run was faster.
    if (existsSync(stateFile(place))) return Stack.select(place.stack, workspace);
    throw error;
  });
}

/** Where the engine's file backend keeps a stack. */
export function stateFile({ stateFolder, project, stack }: OwnStackPlace): string {
  return join(stateFolder, ".pulumi", "stacks", project, `${stack}.json`);
}

async function start(stack: Stack, run: EngineRun): Promise<unknown> {
  const options = { onEvent: run.onEvent, signal: run.signal, color: "never" } as const;
  switch (run.operation) {
    case "preview":
      return stack.preview({ ...options, refresh: run.refresh });
    case "up":
      return stack.up({ ...options, refresh: run.refresh });
    case "preview-refresh":
      return stack.refresh({ ...options, previewOnly: true });
    case "refresh":
      return stack.refresh(options);
    case "preview-destroy":
      return stack.destroy({ ...options, refresh: run.refresh, previewOnly: true });
    case "destroy":
      return stack.destroy({ ...options, refresh: run.refresh });
  }
}

/**
 * The SDK tells the engine of each of its steps, one call after the other, and ends only when the last has
 * arrived. Nobody is shown any of it, and a preview is a sixth faster without.
 */
async function silenceDebugging(): Promise<void> {
  const { log } = await import("@pulumi/pulumi");
  Object.assign(log, { debug: () => Promise.resolve() });
}
