import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Stack } from "@pulumi/pulumi/automation/stack.js";
import type { PulumiFn, Workspace } from "@pulumi/pulumi/automation/workspace.js";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { engineCommand } from "./command.ts";
import type { Engine } from "./find.ts";

/** What the engine can be told to do with a stack. */
export type EngineOperation = "preview" | "up" | "refresh" | "destroy";

/** A stack in a folder of its own, with a state and settings that belong to it alone. */
export interface StackPlace {
  readonly project: string;
  readonly stack: string;
  /** Holds Pulumi.yaml and the stack file. */
  readonly workFolder: string;
  readonly stateFolder: string;
  /** Where the engine keeps its own settings and plugins. */
  readonly homeFolder: string;
  /** Environment of the engine alone; undefined takes a variable away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One run of the engine. */
export interface EngineRun {
  readonly operation: EngineOperation;
  readonly place: StackPlace;
  readonly program: PulumiFn;
  /** Starts what the program needs while the engine starts: both take time. */
  readonly prepare: () => void;
  readonly refresh: boolean;
  readonly onEvent: (event: EngineEvent) => void;
  /** Tells the engine to stop after what it is doing. */
  readonly signal: AbortSignal;
  /** Ends the engine at once. */
  readonly kill: AbortSignal;
}

/** How a run ended: what the engine wrote is of use only where its events do not say why it failed. */
export type EngineResult = { readonly ok: true } | { readonly ok: false; readonly output: string };

/** Runs Pulumi's engine with a program of this process. */
export async function runEngine(engine: Promise<Engine>, run: EngineRun): Promise<EngineResult> {
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
  await silenceDebugging();
  const { place } = run;
  const { command, kill } = await engineCommand(await engine);
  run.kill.throwIfAborted();
  run.kill.addEventListener("abort", kill);
  const workspace = await LocalWorkspace.create({
    pulumiCommand: command,
    workDir: place.workFolder,
    pulumiHome: place.homeFolder,
    program: run.program,
    envVars: place.environment as Record<string, string>,
  });
  // Each command of the engine takes a third of a second: none is run for what is known already. That the
  // stack exists tells its file, its outputs come with the events, and it needs no selecting.
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
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  } finally {
    run.kill.removeEventListener("abort", kill);
  }
}

async function stackIn(workspace: Workspace, place: StackPlace): Promise<Stack> {
  const { Stack } = await import("@pulumi/pulumi/automation/index.js");
  if (existsSync(stateFile(place))) return Stack.select(place.stack, workspace);
  return Stack.create(place.stack, workspace).catch((error: unknown) => {
    // Another first run was faster.
    if (existsSync(stateFile(place))) return Stack.select(place.stack, workspace);
    throw error;
  });
}

/** Where the engine's file backend keeps a stack. */
export function stateFile({ stateFolder, project, stack }: StackPlace): string {
  return join(stateFolder, ".pulumi", "stacks", project, `${stack}.json`);
}

async function start(stack: Stack, run: EngineRun): Promise<unknown> {
  const options = { onEvent: run.onEvent, signal: run.signal, color: "never" } as const;
  switch (run.operation) {
    case "preview":
      return stack.preview({ ...options, refresh: run.refresh });
    case "up":
      return stack.up({ ...options, refresh: run.refresh });
    case "refresh":
      return stack.refresh(options);
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
