import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

/** Hands values to the steps and jobs that follow; does nothing where no file for them is kept. */
export function appendOutputs(file: string | undefined, outputs: Readonly<Record<string, string>>): void {
  if (file === undefined || file === "") return;
  appendFileSync(file, Object.entries(outputs).map(assignment).join(""));
}

/** A delimiter that no value can foresee, so that a value of several lines ends where it ends. */
function assignment([name, value]: readonly [string, string]): string {
  const end = `end-${randomUUID()}`;
  return `${name}<<${end}\n${value}\n${end}\n`;
}
