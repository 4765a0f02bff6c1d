import process from "node:process";

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @type {Set<() => void>} */
const cleanups = new Set();

/**
 * Something to do should this process be told to stop: end a child, give back a lock.
 * @param {() => void} cleanup
 * @returns {() => void} withdraws it
 */
export function onInterruption(cleanup) {
  if (cleanups.size === 0) for (const signal of signals) process.on(signal, interrupted);
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    if (cleanups.size === 0) for (const signal of signals) process.off(signal, interrupted);
  };
}

/** Does all that is to be done before this process ends early. */
export function cleanUp() {
  for (const cleanup of [...cleanups].reverse()) cleanup();
}

/** @param {NodeJS.Signals} signal */
function interrupted(signal) {
  cleanUp();
  for (const each of signals) process.off(each, interrupted);
  process.kill(process.pid, signal);
}
