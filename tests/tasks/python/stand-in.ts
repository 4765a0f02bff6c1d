import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Puts a `python` into a folder that runs a script of Node's instead, with its arguments; answers the folder. */
export function standInPython(folder: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "python");
  writeFileSync(join(folder, "python.cjs"), script);
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(folder, "python.cjs")}" "$@"\n`);
  chmodSync(program, 0o755);
  return folder;
}
