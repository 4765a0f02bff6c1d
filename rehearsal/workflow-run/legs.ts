import type { JobEntry } from "../release/report.ts";
import { type Contexts, type Status, interpolate, valueOf } from "../workflow/expressions.ts";
import { elsewhere } from "../workflow/machine.ts";
import { legTitle, legsOf } from "../workflow/matrix.ts";
import type { Job, Leg, Workflow } from "../workflow/workflow.ts";
import type { RunGround } from "./ground.ts";

/** A leg of a job, or the whole of a job without a matrix. */
export interface PlannedLeg {
  readonly entry: JobEntry;
  readonly leg: Leg | null;
  /** Why it is not run on this machine; null: it is. */
  readonly reason: string | null;
}

/** What decides on legs. */
export interface LegGround {
  readonly on: Pick<RunGround, "here" | "pythons">;
  readonly contexts: Contexts;
}

const well: Status = { success: true, failure: false, cancelled: false };

/** The legs of a job as far as its contexts tell them. */
export function plannedLegs(id: string, job: Job, { on, contexts }: LegGround): readonly PlannedLeg[] {
  const evaluate = (expression: string) => valueOf(expression, contexts, well);
  const legs = job.strategy === undefined ? null : legsOf(job.strategy, evaluate);
  const planned = (legs ?? [null]).map((leg) => plannedLeg(leg, { id, job }, { on, contexts }));
  return withOnePython(withOwnKeys(planned));
}

/** All that a workflow says, before it is known what conditions will leave out. */
export function entriesOf(workflow: Workflow, on: LegGround): readonly JobEntry[] {
  return Object.entries(workflow.jobs).flatMap(([id, job]) => {
    try {
      return plannedLegs(id, job, on).map(({ entry }) => entry);
    } catch {
      // What its matrix is made of is known only once other jobs have run.
      return [{ job: id, key: id, title: job.name ?? id, label: "" }];
    }
  });
}

function plannedLeg(
  leg: Leg | null,
  { id, job }: { readonly id: string; readonly job: Job },
  { on, contexts }: LegGround,
): Asked {
  const within = { ...contexts, matrix: leg ?? {} };
  const fill = (text: string) => interpolate(text, within, well);
  const asked = job["runs-on"] ?? [];
  const labels = typeof asked === "string" ? [fill(asked)] : asked.map(fill);
  const own = leg === null ? "" : legTitle(shortNames(leg, labels));
  const title = job.name === undefined ? (leg === null ? id : `${id} (${legTitle(leg)})`) : fill(job.name);
  const entry = { job: id, key: own === "" ? id : `${id} (${own})`, title, label: labels.join(", ") };
  const machine = elsewhere(labels, on.here);
  const python = leg?.["python"] === undefined ? null : minorOf(leg["python"]);
  const lacks = python !== null && !on.pythons.includes(python);
  const reason = machine ?? (lacks ? `needs CPython ${python}, which is not on this machine` : null);
  return { entry, leg, reason, lacksPythonAlone: machine === null && lacks };
}

interface Asked extends PlannedLeg {
  readonly lacksPythonAlone: boolean;
}

/** Where every leg lacks nothing but its Python, the last is run by the nearest that is here: setting it up tells so. */
function withOnePython(legs: readonly Asked[]): readonly PlannedLeg[] {
  if (legs.some(({ reason }) => reason === null)) return legs;
  const last = legs.findLast(({ lacksPythonAlone }) => lacksPythonAlone);
  return legs.map((one) => (one === last ? { ...one, reason: null } : one));
}

/** Short names alone: what its runner is called says nothing that the platform does not. */
function shortNames(leg: Leg, labels: readonly string[]): Leg {
  const isShort = (value: unknown) =>
    typeof value === "string" && /^[\w./-]{1,30}$/.test(value) && !labels.includes(value);
  const rest = Object.entries(leg).filter(([, value]) => isShort(value));
  return rest.length === 0 ? leg : Object.fromEntries(rest);
}

/** Legs that share their short names are told apart by their place. */
function withOwnKeys(legs: readonly Asked[]): readonly Asked[] {
  const keys = legs.map(({ entry }) => entry.key);
  return legs.map((one, at) => {
    if (keys.indexOf(one.entry.key) === keys.lastIndexOf(one.entry.key)) return one;
    return { ...one, entry: { ...one.entry, key: `${one.entry.key} #${at + 1}` } };
  });
}

function minorOf(python: unknown): string | null {
  return /^(\d+\.\d+t?)(?:$|\.)/.exec(typeof python === "string" ? python : "")?.[1] ?? null;
}
