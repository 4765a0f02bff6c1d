import { statSync, statfsSync } from "node:fs";

/** Room for what is written beside the state (bytes). */
const margin = 32 * 1024;
const interval = 1000;

/**
 * Watches whether the state can still be written. The engine tries a write that failed again and again for
 * minutes, deaf to every signal but the last; nothing is to be gained by waiting for it.
 */
export function watchDisk(folder: string, stateFile: string, onFull: () => void): { dispose(): void } {
  let before = false;
  const timer = setInterval(() => {
    const full = isFull(folder, stateFile);
    // Once may be a file that is being replaced.
    if (full && before) {
      clearInterval(timer);
      onFull();
    }
    before = full;
  }, interval);
  return { dispose: () => clearInterval(timer) };
}

/** Whether a folder's disk has no room for one more copy of the state. */
export function isFull(folder: string, stateFile: string): boolean {
  const { bavail, bsize, blocks } = statfsSync(folder);
  const state = statSync(stateFile, { throwIfNoEntry: false })?.size ?? 0;
  // Some file systems have no size to tell.
  return blocks > 0 && bavail * bsize < state + margin;
}
