import type { Step } from "./step.ts";

/** Throws where inputs are given that nothing stands in for: a step that passes here must do what it says. */
export function refuseInputs(step: Step, names: readonly string[]): void {
  const given = names.filter((name) => !["", "false"].includes(step.input(name)));
  if (given.length === 0) return;
  throw new Error(given.map((name) => `The input ${name} can't be rehearsed`).join("\n"));
}
