import { existsSync, readFileSync, rmSync } from "node:fs";
import { FaultsError } from "../../config/fault.ts";
import { isRecord } from "../changes/value.ts";

/**
 * Takes away what an engine that was killed wrote by half: beside each state stands a file about it, written in
 * place. The engine does without one, but not with one that is cut off.
 */
export function removeBrokenAttributes(stateFile: string): void {
  for (const file of [`${stateFile}.attrs`, `${stateFile}.bak.attrs`]) {
    if (existsSync(file) && !isRecord(parsed(readFileSync(file, "utf8")))) rmSync(file);
  }
}

/** Throws a FaultsError for a state that is cut off or was overwritten: the engine says but that it can't parse it. */
export function assertReadable(file: string, mend: string): void {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (isState(text)) return;
  const fault = text.trim() === "" ? "is empty, and should be the stack's state" : "is not a stack's state";
  throw new FaultsError([{ place: file, fault, mend }]);
}

function isState(text: string): boolean {
  const state = parsed(text);
  return isRecord(state) && isRecord(state["checkpoint"]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
