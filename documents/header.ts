import type { Plan } from "../plan/plan.ts";
import { onOneLine } from "./printable.ts";

/** The comment that every delivered file begins with: who wrote it, where to change it, what happens to edits. */
export function headerOf(plan: Plan): string {
  return [
    `Delivered by the Pulumi project ${plan.project}, stack ${plan.stack}.`,
    `Change it in Pulumi.${plan.stack}.yaml of that project: edits made here are overwritten by the next \`pulumi up\`.`,
  ]
    .map((line) => `# ${onOneLine(line)}\n`)
    .join("");
}
