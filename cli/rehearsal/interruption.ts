/** Ctrl-C and the like, turned into a signal for the engine. */
export interface Interruption {
  /** Aborted once the engine has to be told to stop. */
  readonly signal: AbortSignal;
  /** Whether somebody asked to stop. */
  readonly asked: () => boolean;
  /** To be called when the engine says that it was told already. */
  readonly engineKnows: () => void;
  dispose(): void;
}

/** How long a terminal's own Ctrl-C may take to reach the engine (ms). */
const patience = 300;

/**
 * A terminal sends Ctrl-C to the engine as well as to this process, and npm passes it on once more. Told
 * twice, the engine breaks off in the middle of what it does: it is told only if it does not know by itself.
 */
export function onInterruption(tell: (message: string) => void): Interruption {
  const controller = new AbortController();
  let asked = false;
  let known = false;
  const listener = () => {
    if (asked) return;
    asked = true;
    tell("stopping after what is under way ...");
    setTimeout(() => {
      if (!known) controller.abort();
    }, patience);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, listener);
  return {
    signal: controller.signal,
    asked: () => asked,
    engineKnows: () => (known = true),
    dispose: () => {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
