import { type Data, isData } from "../../data.ts";
import { publishingAction } from "../standing/publishing-actions.ts";
import { publishingCommands } from "../standing/publishing-commands.ts";
import { mayWrite } from "../standing/standing-workflow.ts";
import type { Finding, Path } from "./findings.ts";
import { readScript } from "./script/read-script.ts";
import type { Script } from "./script/command.ts";

/** What no delivered workflow may do, and why. */
export interface Rule {
  /** Kebab-case, after what is refused. */
  readonly name: string;
  /** Why it is refused, as one sentence. */
  readonly reason: string;
  readonly check: (workflow: JudgedWorkflow) => readonly Finding[];
}

/** A workflow as rules see it: what is not as GitHub wants it is left out. */
export interface JudgedWorkflow {
  readonly data: Data;
  readonly jobs: readonly JudgedJob[];
}

export interface JudgedJob {
  readonly id: string;
  readonly path: Path;
  readonly job: Data;
  readonly steps: readonly JudgedStep[];
  /** How it publishes, as the end of a sentence: `has id-token: write`; null: it does not. */
  readonly publishes: string | null;
}

export interface JudgedStep {
  readonly path: Path;
  readonly step: Data;
  /** `owner/name` in lower case; empty: it runs no action of GitHub's. */
  readonly action: string;
  readonly inputs: Data;
  readonly script: Script | null;
  /** Variables of the script, and of the step, the job and the workflow where those are plain texts. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Reads a workflow's data for the rules. Never throws. */
export function judgedWorkflow(data: unknown): JudgedWorkflow {
  const workflow = dataOf(data);
  const jobs = Object.entries(dataOf(workflow["jobs"])).filter((entry): entry is [string, Data] =>
    isData(entry[1]),
  );
  return { data: workflow, jobs: jobs.map(([id, job]) => judgedJob({ id, job }, workflow)) };
}

export function dataOf(value: unknown): Data {
  return isData(value) ? value : {};
}

function judgedJob({ id, job }: { readonly id: string; readonly job: Data }, workflow: Data): JudgedJob {
  const path = ["jobs", id];
  const environment = [workflow["env"], job["env"]];
  const given: readonly unknown[] = Array.isArray(job["steps"]) ? job["steps"] : [];
  const steps = given.flatMap((step, index) =>
    isData(step) ? [judgedStep(step, [...path, "steps", index], environment)] : [],
  );
  return { id, path, job, steps, publishes: publishingOf(job, workflow) };
}

function judgedStep(step: Data, path: Path, environment: readonly unknown[]): JudgedStep {
  const { uses, run } = step;
  const script = typeof run === "string" ? readScript(run) : null;
  const named = typeof uses === "string" ? /^[\w.-]{1,100}\/[\w.-]{1,100}/.exec(uses.trim())?.[0] : undefined;
  const set = [...environment, step["env"]].flatMap((variables) =>
    Object.entries(dataOf(variables)).flatMap(([name, value]): readonly (readonly [string, string])[] =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? [[name, String(value)]]
        : [],
    ),
  );
  return {
    path,
    step,
    action: named === undefined || named.startsWith("./") ? "" : named.toLowerCase(),
    inputs: dataOf(step["with"]),
    script,
    variables: new Map([...set, ...(script?.variables ?? [])]),
  };
}

const publishingRights = ["id-token", "packages", "contents"] as const;

/** Why a job counts as publishing: what it runs, what it may write, or the environment that it may use. */
function publishingOf(job: Data, workflow: Data): string | null {
  const given: readonly unknown[] = Array.isArray(job["steps"]) ? job["steps"] : [];
  for (const step of given.filter(isData)) {
    const action = publishingAction(step, true);
    if (action !== null) return `runs ${action.said}`;
    const [command] = publishingCommands(typeof step["run"] === "string" ? step["run"] : "");
    if (command !== undefined) return `runs ${command.command}`;
  }
  const permissions = job["permissions"] ?? workflow["permissions"];
  const right = publishingRights.find((scope) => mayWrite(permissions, scope));
  if (right !== undefined) return `has ${right}: write`;
  const { environment } = job;
  return environment === undefined || environment === null || environment === ""
    ? null
    : "has an environment";
}

/** The jobs that publish, and those that they need, each with the job that publishes. */
export function jobsBehindPublishing({ jobs }: JudgedWorkflow): ReadonlyMap<string, JudgedJob> {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const found = new Map<string, JudgedJob>();
  for (const publishing of jobs.filter(({ publishes }) => publishes !== null)) {
    const open = [publishing.id];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const needed = byId.get(id);
      if (needed === undefined || found.has(id)) continue;
      found.set(id, needed.publishes === null ? publishing : needed);
      open.push(...[needed.job["needs"]].flat().filter((need) => typeof need === "string"));
    }
  }
  return found;
}
