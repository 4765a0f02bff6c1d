import type { Grants } from "./permissions.ts";
import type { Job, Step, Workflow } from "./workflow.ts";
import { Annotated, type Node, toYaml } from "./yaml.ts";

/** The keys of a workflow, a job and a step in the order that people read them; others follow. */
const workflowKeys = ["name", "run-name", "on", "permissions", "concurrency", "env", "defaults"];
const jobKeys = [
  "name",
  "needs",
  "if",
  "runs-on",
  "timeout-minutes",
  "environment",
  "permissions",
  "concurrency",
  "strategy",
  "outputs",
  "env",
  "defaults",
  "steps",
];
const stepKeys = ["name", "id", "if", "uses", "with", "env", "working-directory", "shell", "run"];

/** The text of a workflow, the same for the same workflow, under a header of comment lines. */
export function renderWorkflow(workflow: Workflow, header: string): string {
  const { jobs, ...rest } = workflow;
  const parts = (Object.entries(ordered(rest, workflowKeys)) as [string, Node][]).map(([key, value]) =>
    toYaml({ [key]: value }),
  );
  const blocks = Object.entries(jobs).map(([id, job]) => toYaml({ [id]: renderedJob(job) }, "  "));
  return [header, ...parts, `jobs:\n${blocks.join("\n")}`].join("\n");
}

function renderedJob(job: Job): object {
  return ordered(
    {
      ...job,
      permissions: renderedPermissions(job.permissions),
      ...(job.strategy && { strategy: renderedStrategy(job.strategy) }),
      steps: job.steps.map(renderedStep),
    },
    jobKeys,
  );
}

function renderedPermissions(permissions: Grants): object {
  return mapValues(permissions, ({ access, reason }) => new Annotated(access, { comment: reason }));
}

/** One line for each leg of a matrix, so that the whole of it can be read as a table. */
function renderedStrategy(strategy: NonNullable<Job["strategy"]>): object {
  if (typeof strategy.matrix !== "object") return strategy;
  const matrix = mapValues(strategy.matrix, (legs) =>
    Array.isArray(legs) ? legs.map((leg: object) => new Annotated(leg, { flow: true })) : legs,
  );
  return { ...strategy, matrix };
}

function renderedStep(step: Step): object {
  if (step.uses === undefined) return ordered(step, stepKeys);
  const { action, commit, version } = step.uses;
  return ordered({ ...step, uses: new Annotated(`${action}@${commit}`, { comment: version }) }, stepKeys);
}

/** Known keys first, in their order; the others as they come. */
function ordered(map: object, keys: readonly string[]): object {
  const given = map as Readonly<Record<string, unknown>>;
  const known = keys.filter((key) => Object.hasOwn(map, key));
  const others = Object.keys(map).filter((key) => !keys.includes(key));
  return Object.fromEntries([...known, ...others].map((key) => [key, given[key]]));
}

function mapValues<T>(map: Readonly<Record<string, T>>, change: (value: T) => unknown): object {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
