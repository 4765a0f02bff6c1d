import { jobsOf, readStandingWorkflow } from "./standing-workflow.ts";

/** What a repository lets its workflows use. */
export interface ActionRules {
  /** Patterns such as `actions/checkout@*`. */
  readonly allowed: readonly string[];
  /** Whether an action has to be named by its commit. */
  readonly pinned: boolean;
}

/**
 * The actions and reusable workflows of a workflow that GitHub would refuse under these rules, as they are named there;
 * each once. Those of the repository itself are always allowed.
 */
export function refusedActions(text: string, { allowed, pinned }: ActionRules): readonly string[] {
  const workflow = readStandingWorkflow(text);
  const used =
    workflow === null
      ? []
      : jobsOf(workflow).flatMap(({ job, steps }) => [job["uses"], ...steps.map((step) => step["uses"])]);
  const patterns = allowed.map(asExpression);
  const refused = used.filter(
    (name): name is string =>
      typeof name === "string" &&
      /^[\w.-]+\/[\w.-]+/.test(name) &&
      !name.startsWith("./") &&
      ((pinned && !/@[0-9a-f]{40}$/.test(name)) || !patterns.some((pattern) => pattern.test(name))),
  );
  return [...new Set(refused)];
}

function asExpression(pattern: string): RegExp {
  const literal = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "i");
}
