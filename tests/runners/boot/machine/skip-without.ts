import type { Context } from "mocha";
import { obstacle } from "./machine.ts";

/** Skips tests where no machine can be run, and says why. */
export function skipWithoutMachines(context: Context): void {
  const why = obstacle();
  if (why === null) return;
  console.warn(`    no machine can be run here: ${why}`);
  context.skip();
}
