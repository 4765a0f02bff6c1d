import type { Plan } from "../plan/plan.ts";
import { onOneLine } from "./printable.ts";

/** What a line of a comment begins with: in YAML, TOML and requirements, or in JavaScript. */
type CommentMark = "#" | "//";

/** Which stack of which Pulumi project delivers. */
export type Origin = Pick<Plan, "project" | "stack">;

/** The comment that every delivered file begins with: who wrote it, where to change it, what happens to edits. */
export function headerOf(plan: Origin, mark: CommentMark = "#"): string {
  return headerLines(plan)
    .map((line) => `${mark} ${line}\n`)
    .join("");
}

/** The same for JSON, which has no comments: the value of `$comment`, its first entry. */
export function headerComment(plan: Origin): string {
  return headerLines(plan).join(" ");
}

function headerLines(plan: Origin): readonly string[] {
  return [
    `Delivered by the Pulumi project ${plan.project}, stack ${plan.stack}.`,
    `Change it in Pulumi.${plan.stack}.yaml of that project: an edit made here stays, and holds up the next change of this file.`,
  ].map(onOneLine);
}

/** Which project and stack a delivered file says it comes from; null for a file that is none. */
export function deliveredBy(text: string): { readonly project: string; readonly stack: string } | null {
  const [, project, stack] =
    /^(?:# |\/\/ |\{\s+"\$comment": ")Delivered by the Pulumi project (\S+), stack (\S+)\.(?:\r?\n| )/.exec(
      text,
    ) ?? [];
  return project !== undefined && stack !== undefined ? { project, stack } : null;
}
