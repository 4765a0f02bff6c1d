import { readFileSync } from "node:fs";
import { FaultsError } from "../../config/fault.ts";
import { isRecord } from "../changes/value.ts";

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
  try {
    const state: unknown = JSON.parse(text);
    return isRecord(state) && isRecord(state["checkpoint"]);
  } catch {
    return false;
  }
}
