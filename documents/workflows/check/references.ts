import { suggestion } from "../../../config/nearest.ts";
import { type Data, isData } from "../../data.ts";
import { type Reference, referencesIn } from "./expressions.ts";
import type { Finding, Path } from "./findings.ts";

/**
 * References to jobs, steps, outputs and matrix values that do not exist, needs that form a circle, shells that no
 * runner knows, actions without a commit: what GitHub's parser lets pass and a run would fail by.
 */
export function checkReferences(workflow: unknown): readonly Finding[] {
  const jobs = isData(workflow) && isData(workflow["jobs"]) ? workflow["jobs"] : {};
  const ids = Object.keys(jobs).filter((id) => isData(jobs[id]));
  return [
    ...shellFindings(isData(workflow) ? workflow["defaults"] : undefined, ["defaults"]),
    ...ids.flatMap((id) => checkJob(id, jobs)),
    ...ids.flatMap((id) => circleFrom(id, jobs)),
  ];
}

function checkJob(id: string, jobs: Data): readonly Finding[] {
  const job = jobs[id] as Data;
  const path = ["jobs", id];
  const { steps, ...rest } = job;
  const list: readonly unknown[] = Array.isArray(steps) ? steps : [];
  const stepIds = list.map((step) => (isData(step) && typeof step["id"] === "string" ? step["id"] : ""));
  return [
    ...needsOf(job).flatMap((need, index) => checkNeed(need, [...path, "needs", index], jobs)),
    ...referencesIn(rest, path).flatMap((use) => checkUse(use, { job, jobs, steps: stepIds, all: stepIds })),
    ...list.flatMap((step, index) =>
      referencesIn(step, [...path, "steps", index]).flatMap((use) =>
        checkUse(use, { job, jobs, steps: stepIds.slice(0, index), all: stepIds }),
      ),
    ),
    ...list.flatMap((step, index) => (isData(step) ? checkStep(step, [...path, "steps", index]) : [])),
    ...shellFindings(job["defaults"], [...path, "defaults"]),
  ];
}

function checkNeed(need: string, path: Path, jobs: Data): readonly Finding[] {
  if (Object.hasOwn(jobs, need)) return [];
  return [
    { path, fault: `needs a job "${need}" that does not exist`, mend: suggestion(need, Object.keys(jobs)) },
  ];
}

interface Surroundings {
  readonly job: Data;
  readonly jobs: Data;
  /** Ids of the steps that have run where the reference stands. */
  readonly steps: readonly string[];
  readonly all: readonly string[];
}

function checkUse(use: Reference, around: Surroundings): readonly Finding[] {
  const [context, name = ""] = use.names;
  if (name === "*") return [];
  const problem =
    context === "needs"
      ? needProblem(use, around)
      : context === "steps"
        ? stepProblem(name, around)
        : matrixProblem(name, around);
  return problem === null
    ? []
    : [{ path: use.path, fault: `uses ${use.names.join(".")}, but ${problem[0]}`, mend: problem[1] }];
}

type Problem = readonly [fault: string, mend: string] | null;

function needProblem(
  { names: [, name = "", part, output] }: Reference,
  { job, jobs }: Surroundings,
): Problem {
  const needs = needsOf(job);
  if (!needs.includes(name)) return [`"${name}" is not among the job's needs`, suggestion(name, needs)];
  if (part !== "outputs" || output === undefined || output === "*") return null;
  const needed = jobs[name];
  const outputs = isData(needed) && isData(needed["outputs"]) ? Object.keys(needed["outputs"]) : [];
  if (outputs.includes(output) || !isData(needed)) return null;
  return outputs.length === 0
    ? [`job "${name}" has no outputs`, "declare it under the job's outputs"]
    : [`job "${name}" has no output "${output}"`, suggestion(output, outputs)];
}

function stepProblem(name: string, { steps, all }: Surroundings): Problem {
  if (steps.includes(name)) return null;
  if (all.includes(name)) return [`step "${name}" runs later`, "move the step that uses it behind it"];
  return [
    `the job has no step "${name}"`,
    suggestion(
      name,
      all.filter((id) => id !== ""),
    ),
  ];
}

function matrixProblem(name: string, { job }: Surroundings): Problem {
  const matrix = isData(job["strategy"]) ? job["strategy"]["matrix"] : undefined;
  if (typeof matrix === "string") return null;
  if (!isData(matrix)) return ["the job has no matrix", "give it strategy.matrix"];
  const { include, exclude: _, ...lists } = matrix;
  if (typeof include === "string") return null;
  const legs: readonly unknown[] = Array.isArray(include) ? include : [];
  const keys = [...Object.keys(lists), ...legs.flatMap((leg) => (isData(leg) ? Object.keys(leg) : []))];
  return keys.includes(name) ? null : [`the matrix has no "${name}"`, suggestion(name, [...new Set(keys)])];
}

const shells = ["bash", "sh", "pwsh", "powershell", "cmd", "python"];
const fullCommit = /@[0-9a-f]{40}$/;

function checkStep(step: Data, path: Path): readonly Finding[] {
  const uses = step["uses"];
  const image = typeof uses === "string" && uses.startsWith("docker://");
  const unpinned = typeof uses === "string" && !(image ? uses.includes("@sha256:") : fullCommit.test(uses));
  return [
    ...shellFinding(step["shell"], [...path, "shell"]),
    ...(unpinned
      ? [
          {
            path: [...path, "uses"],
            fault: `runs "${uses}", which is not pinned`,
            mend: image
              ? "name the image by its digest, behind @sha256:"
              : "name the action's full commit behind an @",
          },
        ]
      : []),
  ];
}

function shellFindings(defaults: unknown, path: Path): readonly Finding[] {
  const run = isData(defaults) ? defaults["run"] : undefined;
  return isData(run) ? shellFinding(run["shell"], [...path, "run", "shell"]) : [];
}

/** A template such as `perl {0}` names any program. */
function shellFinding(shell: unknown, path: Path): readonly Finding[] {
  if (typeof shell !== "string" || shell.includes("{0}") || shell.includes("${{") || shells.includes(shell))
    return [];
  return [{ path, fault: `names no known shell: "${shell}"`, mend: suggestion(shell, shells) }];
}

function needsOf(job: unknown): readonly string[] {
  const needs = isData(job) ? job["needs"] : undefined;
  return [needs].flat().filter((need): need is string => typeof need === "string");
}

/** A circle is told once, at the job of it that comes first. */
function circleFrom(id: string, jobs: Data): readonly Finding[] {
  const circle = pathBack(id, [id], jobs);
  const order = Object.keys(jobs);
  if (circle === null || circle.some((other) => order.indexOf(other) < order.indexOf(id))) return [];
  const path = ["jobs", id, "needs"];
  return [
    { path, fault: `needs itself: ${[...circle, id].join(" -> ")}`, mend: "remove one of these needs" },
  ];
}

function pathBack(start: string, trail: readonly string[], jobs: Data): readonly string[] | null {
  for (const need of needsOf(jobs[trail.at(-1) ?? start])) {
    if (need === start) return trail;
    if (trail.includes(need)) continue;
    const found = pathBack(start, [...trail, need], jobs);
    if (found !== null) return found;
  }
  return null;
}
