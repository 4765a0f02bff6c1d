import type { Fault } from "../../config/fault.ts";
import type { Engine } from "../engine/find.ts";
import type { OwnStackPlace, StackPlace } from "../engine/stack.ts";
import type { Mends } from "../faults/engine-words.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";

/** Where a stack is run: all in which a rehearsal differs from the real thing. */
export interface Ground {
  readonly place: StackPlace | OwnStackPlace;
  /** File of the program; its default export is run. */
  readonly program: string;
  /** The repository that the stack is about, `OWNER/NAME`; empty where its file names none. */
  readonly repository: string;
  /** Address of the emulated GitHub; undefined where the stack's own settings say where GitHub is. */
  readonly githubUrl?: string;
  /** Values that must not be shown, whoever writes them into a message. */
  readonly secrets: readonly string[];
  /** What to do about faults of the engine and its backend. */
  readonly mends: Mends;
  /** Brings what the program could do without, and tells less then. */
  furnish(engine: Promise<Engine>, help: Help): Promise<void>;
  /** Does what the first request would otherwise wait for. */
  warmUp(): void;
  /** Calls `end` once it makes no sense to go on; the engine is then killed. */
  watch(end: (fault: Fault) => void): { dispose(): void };
  /** A fault, with what can be done about it here besides. */
  explained(fault: ExplainedFault): ExplainedFault;
  /** Ends what was started; to wait no longer once `atOnce` is aborted. */
  close(atOnce: AbortSignal): Promise<void>;
}

/** Whom to tell of what takes its time, and when to leave it. */
export interface Help {
  readonly tell: (message: string) => void;
  readonly signal: AbortSignal;
}
