import { isData } from "../../../documents/data.ts";
import { deliveredBy } from "../../../documents/header.ts";
import { type Publishing, publishingIn } from "../../../documents/workflows/standing/publishing.ts";
import {
  jobsOf,
  readStandingWorkflow,
  textsIn,
} from "../../../documents/workflows/standing/standing-workflow.ts";
import type { Fault } from "../../../config/fault.ts";
import { readText } from "../project/project.ts";
import type { Tree } from "../tree/tree.ts";

/** A workflow of the repository. */
export interface StandingFile {
  readonly path: string;
  /** How it publishes; empty: it doesn't. */
  readonly publishing: readonly Publishing[];
  /** Ids of its jobs. */
  readonly jobs: readonly string[];
  /** Versions of Python in its jobs' matrices and set-up steps. */
  readonly pythons: readonly string[];
  /** Actions and reusable workflows of others that it runs, as written: `octo-org/action@v1`. */
  readonly uses: readonly string[];
  /** The lines of its scripts that name pytest. */
  readonly lines: readonly string[];
  /** The deployment environment of a job that publishes to the index by OIDC. */
  readonly publishingEnvironment: string | null;
  /** Settings of cibuildwheel in its environments: `CIBW_BEFORE_ALL`. */
  readonly cibuildwheel: readonly string[];
  /** The stack that delivers it; null: it is no file of Slipway's. */
  readonly stack: string | null;
}

/** So many workflows are read; no repository has more. */
const mostWorkflows = 100;

/** The repository's workflows; `faults` takes those that can't be read. */
export async function standingFiles(tree: Tree, faults: Fault[]): Promise<readonly StandingFile[]> {
  const paths = tree.paths.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path));
  const read = await Promise.all(
    paths.slice(0, mostWorkflows).map(async (path) => ({ path, text: await readText(tree, path) })),
  );
  return read.flatMap(({ path, text }) => {
    if (typeof text === "string") return [standingFile(path, text)];
    faults.push(text);
    return [];
  });
}

function standingFile(path: string, text: string): StandingFile {
  const workflow = readStandingWorkflow(text) ?? {};
  const jobs = jobsOf(workflow);
  const publishing = publishingIn(text);
  const environments = jobs
    .filter(({ id }) => publishing.some(({ kind, job }) => kind === "index" && job === id))
    .map(({ job }) => environmentOf(job["environment"]))
    .filter((name) => name !== null);
  const delivered = deliveredBy(text);
  return {
    path,
    publishing,
    jobs: jobs.map(({ id }) => id),
    pythons: [...new Set(jobs.flatMap(({ job }) => pythonsIn(job)))],
    uses: [...new Set(jobs.flatMap(({ job, steps }) => [job, ...steps].map((one) => one["uses"])))].filter(
      (uses): uses is string => typeof uses === "string" && /^[\w.-]+\/[\w.-]/.test(uses),
    ),
    lines: jobs
      .flatMap(({ steps }) => steps.map(({ run }) => (typeof run === "string" ? run : "")))
      .flatMap((run) => run.split("\n").map((line) => line.trim()))
      .filter((line) => /\bpy\.?test\b/.test(line)),
    // Beside PyPI, many publish to TestPyPI for a trial.
    publishingEnvironment: environments.find((name) => !/test/i.test(name)) ?? environments[0] ?? null,
    cibuildwheel: [
      ...new Set([...text.matchAll(/^[ \t]*(CIBW_\w{1,60})[ \t]*:/gm)].map(([, name = ""]) => name)),
    ],
    stack: delivered && `${delivered.project}/${delivered.stack}`,
  };
}

/** Versions below keys that speak of Python: `python-version: ["3.12", "3.13"]`. */
function pythonsIn(value: unknown, seen = new Set<object>()): readonly string[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    /^(?:python|py)(?:[-_]?versions?)?$/i.test(key) ? versionsIn(item) : pythonsIn(item, seen),
  );
}

function versionsIn(value: unknown): readonly string[] {
  const numbers = [value].flat().filter((item) => typeof item === "number");
  return [...textsIn(value), ...numbers.map(String)].flatMap((text) =>
    [...text.slice(0, 2000).matchAll(/(?<![\w.])(3\.\d{1,2}t?)(?![\w.])/g)].map(
      ([, version = ""]) => version,
    ),
  );
}

function environmentOf(environment: unknown): string | null {
  const name = isData(environment) ? environment["name"] : environment;
  return typeof name === "string" && /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,254}$/.test(name) ? name : null;
}
