import process from "node:process";
import { cleanUp } from "./interruption.js";

/** As a shell tells of a program that SIGPIPE ended. */
const endedByPipe = 141;

/** Ends this process and what it started as soon as nobody reads its output any more, as after `| head`. */
export function endWithReader() {
  onBrokenPipe(() => {
    cleanUp();
    process.exit(endedByPipe);
  });
}

/** Goes on to the end though nobody reads the output any more: what is broken off would be left half done. */
export function goOnWithoutReader() {
  onBrokenPipe(() => {});
}

/** @param {() => void} broken */
function onBrokenPipe(broken) {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== "EPIPE") throw error;
      broken();
    });
  }
}
