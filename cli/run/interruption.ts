/** Ctrl-C and the like, turned into signals for the engine. */
export interface Interruption {
  /** Aborted once the engine has to be told to stop. */
  readonly signal: AbortSignal;
  /** Aborted once the engine has to be killed: asked a second time, nobody waits any longer. */
  readonly kill: AbortSignal;
  /** Whether somebody asked to stop. */
  readonly asked: () => boolean;
  /** To be called when the engine says that it was told already. */
  readonly engineKnows: () => void;
  dispose(): void;
}

/** How long a terminal's own Ctrl-C may take to reach the engine (ms). */
const patience = 300;
/** How long a result may take after the engine was killed (ms). */
const lastPatience = 3000;
/** How long after the first signal another one is still the same: npm passes on what arrived already (ms). */
const same = 1000;

/**
 * A terminal sends Ctrl-C to the engine as well as to this process, and npm passes it on once more. Told
 * twice, the engine breaks off in the middle of what it does: it is told only if it does not know by itself.
 */
export function onInterruption(tell: (message: string) => void): Interruption {
  const stop = new AbortController();
  const kill = new AbortController();
  let asked: number | undefined;
  let known = false;
  const listener = () => {
    if (asked !== undefined) {
      if (performance.now() - asked <= same) return;
      kill.abort();
      setTimeout(() => process.exit(130), lastPatience).unref();
      return;
    }
    asked = performance.now();
    tell("stopping after what is under way; once more stops at once ...");
    setTimeout(() => {
      if (!known) stop.abort();
    }, patience);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, listener);
  return {
    signal: stop.signal,
    kill: kill.signal,
    asked: () => asked !== undefined,
    engineKnows: () => (known = true),
    dispose: () => {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
