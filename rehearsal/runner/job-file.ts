import type { Leg } from "../workflow/workflow.ts";
import type { JobOnRunner, NeededJob } from "./job.ts";

/** The one label that act is told to run on this machine. */
export const label = "rehearsal";

/** A step as it is written, with what it is called by where it says nothing of it. */
export interface WrittenStep {
  readonly id: string;
  readonly name: string;
  readonly written: Written;
}

type Written = Readonly<Record<string, unknown>>;

/** The steps of a job as its workflow has them: all keys, those too that a rehearsal does not read. */
export function writtenSteps({ workflow, id }: JobOnRunner): readonly WrittenStep[] {
  const { steps } = writtenJob(workflow.document, id);
  if (!Array.isArray(steps)) return [];
  return (steps as readonly Written[]).map((written, at) => ({
    id: textOf(written["id"]) ?? String(at),
    name: textOf(written["name"]) ?? `Run ${textOf(written["uses"]) ?? firstLine(written["run"])}`,
    written,
  }));
}

/** The job as its workflow has it. */
export function writtenJob(document: Written, id: string): Written {
  const { jobs = {} } = document as { readonly jobs?: Readonly<Record<string, Written>> };
  return jobs[id] ?? {};
}

/**
 * A workflow of this one job and leg. Whether it runs, and where, was decided before; the jobs it needs are stubs that
 * end as they ended, with their outputs as literals. JSON, so that nothing is taken for a number or a date.
 */
export function jobFile(job: JobOnRunner): string {
  const { workflow, id, leg, needs, github } = job;
  const own = writtenJob(workflow.document, id);
  const { strategy } = own as { readonly strategy?: Written };
  const kept = (from: Written, names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
  const file = {
    name: literal(workflow.name),
    on: { [github.event_name]: triggerOf(workflow.document, github.event_name) },
    ...kept(workflow.document, ["env", "defaults"]),
    jobs: {
      ...Object.fromEntries(Object.entries(needs).map(([needed, ended]) => [needed, stubOf(ended)])),
      [id]: {
        name: id,
        ...(Object.keys(needs).length > 0 && { needs: Object.keys(needs), if: "always()" }),
        "runs-on": label,
        ...kept(own, ["env", "defaults"]),
        ...(leg !== null && { strategy: { ...kept(strategy ?? {}, ["fail-fast"]), ...matrixOf(leg) } }),
        steps: stepsOf(job),
      },
    },
  };
  return yamlOf(file);
}

/** JSON that every reader of YAML takes for the same texts. */
export function yamlOf(value: unknown): string {
  const special = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
  const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value).replaceAll(special, escaped)}\n`;
}

/** A text that stays as it is where expressions are evaluated. */
function literal(text: string): string {
  return text.replaceAll("${{", "${{ '${{' }}");
}

/** The inputs' types decide what `inputs` holds; a default that was not given is not there either. */
function triggerOf(document: Written, event: string): unknown {
  const triggers = document["on"];
  if (typeof triggers !== "object" || triggers === null || event !== "workflow_dispatch") return {};
  return (triggers as Written)[event] ?? {};
}

function stubOf({ result, outputs }: NeededJob): Written {
  const told = Object.entries(outputs).map(([name, text]) => [name, literal(text)]);
  return {
    "runs-on": label,
    ...(result === "skipped" && { if: false }),
    outputs: Object.fromEntries(told),
    steps: [{ name: result, run: result === "success" ? "true" : "exit 1" }],
  };
}

function matrixOf(leg: Leg): Written {
  return { matrix: { include: [leg] } };
}

function stepsOf(job: JobOnRunner): readonly Written[] {
  const steps = writtenSteps(job);
  const failing = job.fail === "" ? steps[0]?.id : job.fail;
  return steps.map(({ id, name, written }) => {
    const named = { ...written, ...(written["id"] === undefined ? {} : { id }), name };
    return id === failing ? failingStep(named) : named;
  });
}

/** Under its own condition, so that what comes after it is as it would be. */
function failingStep(step: Written): Written {
  const kept = ["id", "name", "if", "continue-on-error"].filter((name) => step[name] !== undefined);
  const run = 'echo "::error::This step was made to fail, as was asked."\nexit 1\n';
  return { ...Object.fromEntries(kept.map((name) => [name, step[name]])), shell: "bash", run };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function firstLine(value: unknown): string {
  return (textOf(value) ?? "").trim().split("\n")[0] ?? "";
}
