import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Fault } from "../../config/fault.ts";
import type { Engine } from "../engine/find.ts";
import type { EngineOperation } from "../engine/operation.ts";
import type { EngineResult, OwnStackPlace, StackPlace } from "../engine/stack.ts";

/** A run as it is about to begin. */
export interface WatchedRun {
  readonly operation: EngineOperation;
  /** `stateFolder` is there only in a rehearsal; elsewhere the backend is the user's own. */
  readonly place: StackPlace | OwnStackPlace;
  readonly engine: Engine;
  /** Address of the emulated GitHub; undefined where the stack's own settings say where GitHub is. */
  readonly githubUrl: string | undefined;
  /** Tells people of a step. */
  readonly tell: (message: string) => void;
  /** Aborted once somebody wants it to stop. */
  readonly signal: AbortSignal;
  /** Ends the run where it makes no sense to go on; the engine is killed. */
  readonly giveUp: (fault: Fault) => void;
}

/**
 * Follows each run that changes something, from before it begins until it has ended: to mend what an earlier
 * one left behind, and to write down what mending this one would need.
 */
export interface RunWatcher {
  /** Before the engine starts, once the services are there. May throw a FaultsError: nothing is then run. */
  before(run: WatchedRun): Promise<void>;
  /** The engine runs as this process; for a new stack of a rehearsal, a first one makes it. */
  started(pid: number): void;
  /** Every event of the engine, as it comes. */
  event(event: EngineEvent): void;
  /** The engine has ended, well or not. */
  after(result: EngineResult): Promise<void>;
}
