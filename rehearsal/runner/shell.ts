import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Says that a shell runs inside of a step. */
const inside = "REHEARSAL_STEP";

/**
 * Puts a `bash` into a folder that starts the one of a PATH, and ends a moment later where that fails: act closes the
 * terminal of a step that fails before it has read all of it, and what would be lost is why. None where there is none.
 */
export function writeShell(folder: string, path: readonly string[]): void {
  const bash = path.map((one) => join(one, "bash")).find(isProgram);
  mkdirSync(folder, { recursive: true });
  if (bash === undefined) return;
  const quoted = `'${bash.replaceAll("'", `'\\''`)}'`;
  const lines = [
    "#!/bin/sh",
    `[ -z "$${inside}" ] || exec ${quoted} "$@"`,
    `${inside}=1 ${quoted} "$@"`,
    "status=$?",
    `[ "$status" = 0 ] || sleep ${readingSeconds}`,
    'exit "$status"',
  ];
  writeFileSync(join(folder, "bash"), `${lines.join("\n")}\n`, { mode: 0o755 });
}

const readingSeconds = 0.3;

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
