import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Replaces a file's content at once: whoever reads it, and whenever this is killed, finds the old or the new one. */
export function replaceFile(file: string, content: Uint8Array): void {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
  try {
    const descriptor = openSync(beside, "wx", statSync(file).mode & 0o777);
    try {
      for (let at = 0; at < content.length;) at += writeSync(descriptor, content, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
