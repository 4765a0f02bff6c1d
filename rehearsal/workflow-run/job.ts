import type { JobReport } from "../release/report.ts";
import type { JobResult } from "../runner/job.ts";
import { type Contexts, interpolate } from "../workflow/expressions.ts";
import type { Settled } from "../workflow/needs.ts";
import type { Job } from "../workflow/workflow.ts";
import type { KeptJob, KeptLeg, Run, RunGround, StandIn } from "./ground.ts";
import { runLeg } from "./leg.ts";
import type { PlannedLeg } from "./legs.ts";
import type { Places } from "./places.ts";

/** A job that has ended, or was left out. */
export interface JobSettled extends KeptJob {
  readonly reports: readonly JobReport[];
}

/** A job whose condition is met. */
export interface RunningJob {
  readonly id: string;
  readonly job: Job;
  readonly legs: readonly PlannedLeg[];
  /** What an earlier attempt did of it. */
  readonly kept: KeptJob | undefined;
  readonly needs: Readonly<Record<string, Settled>>;
  /** When the run began (ms, of this process's clock). */
  readonly since: number;
}

/** What jobs of a run share. */
export interface JobGround {
  readonly run: Run;
  readonly ground: RunGround;
  readonly signal: AbortSignal;
  readonly contexts: Contexts;
  readonly places: Places;
}

const never = { startedAt: null, seconds: 0, steps: [], log: null, said: [] } as const;

/** Runs the legs that belong here, once its environment lets it; the others are told of with the reason. */
export async function runJob(running: RunningJob, all: JobGround): Promise<JobSettled> {
  const elsewhere = running.legs.filter(({ reason }) => reason !== null);
  const here = running.legs.filter(({ reason }) => reason === null);
  const told = elsewhere.map(({ entry, reason }): JobReport => {
    return { ...entry, ...never, outcome: { kind: "not-run-here", reason: reason ?? "" } };
  });
  for (const report of told) all.ground.told({ kind: "ended", report });
  const refused = here.length === 0 ? null : await refusal(running, all);
  const ended = refused === null ? await endedLegs(running, here, all) : refusedLegs(here, refused, all);
  const results = ended.map(({ report }) => resultOf(report));
  const isCalm = running.job["continue-on-error"] === true;
  const result = isCalm && !all.signal.aborted ? "success" : worstOf(results);
  const legs = Object.fromEntries(ended.map(({ report, kept }) => [report.key, kept]));
  const outputs = merged(ended.map(({ kept }) => kept.outputs));
  const standIns =
    result === "success" && here.length > 0 ? await standInsFor(running, elsewhere, { all, outputs }) : [];
  const failedStandIn = standIns.find((one) => one instanceof Error);
  if (failedStandIn !== undefined) return brokenStandIn({ ended, told, legs }, failedStandIn);
  const made = standIns.filter((one): one is StandIn => !(one instanceof Error));
  const before = running.kept?.notes ?? [];
  const notes = [...before, ...ended.flatMap((one) => one.notes), ...made.map(({ note }) => note)];
  const reports = inOrder(running.legs, [...ended.map(({ report }) => report), ...told]);
  return { result, outputs: merged([outputs, ...made.map((one) => one.outputs)]), legs, reports, notes };
}

interface LegSettled {
  readonly report: JobReport;
  readonly kept: KeptLeg;
  readonly notes: readonly string[];
}

async function refusal({ job, legs }: RunningJob, { ground, contexts }: JobGround): Promise<string | null> {
  if (job.environment === undefined) return null;
  const environment = interpolate(job.environment, contexts, {
    success: true,
    failure: false,
    cancelled: false,
  });
  const key = legs.find(({ reason }) => reason === null)?.entry.key ?? "";
  ground.told({ kind: "waiting", key, environment });
  return await ground.deploy(environment);
}

function refusedLegs(
  legs: readonly PlannedLeg[],
  reason: string,
  { ground }: JobGround,
): readonly LegSettled[] {
  return legs.map(({ entry }) => {
    const report: JobReport = { ...entry, ...never, outcome: { kind: "refused", reason } };
    ground.told({ kind: "ended", report });
    return { report, kept: { result: "failure", outputs: {} }, notes: [] };
  });
}

async function endedLegs(
  running: RunningJob,
  legs: readonly PlannedLeg[],
  all: JobGround,
): Promise<readonly LegSettled[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([all.signal, stop.signal]);
  const isFast = running.job.strategy?.["fail-fast"] !== false;
  const run = async (planned: PlannedLeg): Promise<LegSettled> => {
    const before = running.kept?.legs[planned.entry.key];
    if (before?.result === "success") return keptLeg(planned, before, all.ground);
    const ended = await all.places.within(() => runLeg(running, planned, { ...all, signal }));
    if (isFast && ended.kept.result === "failure") stop.abort();
    return ended;
  };
  return await Promise.all(legs.map(run));
}

function keptLeg({ entry }: PlannedLeg, kept: KeptLeg, ground: RunGround): LegSettled {
  const report: JobReport = { ...entry, ...never, outcome: { kind: "kept" } };
  ground.told({ kind: "ended", report });
  return { report, kept, notes: [] };
}

/** What stands in for legs that are not run here; an Error where that went wrong. */
async function standInsFor(
  { id }: RunningJob,
  elsewhere: readonly PlannedLeg[],
  { all, outputs }: { readonly all: JobGround; readonly outputs: KeptLeg["outputs"] },
): Promise<readonly (StandIn | Error)[]> {
  const made: (StandIn | Error)[] = [];
  for (const { leg } of elsewhere) {
    if (leg === null) continue;
    try {
      const standIn = await all.ground.standIn({ job: id, leg, outputs });
      if (standIn !== null) made.push(standIn);
    } catch (error) {
      made.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return made;
}

function brokenStandIn(
  {
    ended,
    told,
    legs,
  }: {
    readonly ended: readonly LegSettled[];
    readonly told: readonly JobReport[];
    readonly legs: KeptJob["legs"];
  },
  error: Error,
): JobSettled {
  const said = [`what stands in for legs that are not run here could not be made: ${error.message}`];
  const reports = ended.map(({ report }): JobReport => ({
    ...report,
    said,
    outcome: { kind: "ran", result: "failure" },
  }));
  return { result: "failure", outputs: {}, legs, reports: [...reports, ...told], notes: [] };
}

function resultOf({ outcome }: JobReport): JobResult {
  switch (outcome.kind) {
    case "ran":
      return outcome.result;
    case "kept":
      return "success";
    case "refused":
      return "failure";
    default:
      return "cancelled";
  }
}

function worstOf(results: readonly JobResult[]): JobResult {
  if (results.includes("failure")) return "failure";
  return results.includes("cancelled") ? "cancelled" : "success";
}

/** Of an output that some leave empty, what others told counts. */
function merged(all: readonly KeptLeg["outputs"][]): KeptLeg["outputs"] {
  return all.reduce<KeptLeg["outputs"]>((sum, outputs) => {
    const told = Object.entries(outputs).filter(([name, text]) => text !== "" || !(name in sum));
    return { ...sum, ...Object.fromEntries(told) };
  }, {});
}

function inOrder(legs: readonly PlannedLeg[], reports: readonly JobReport[]): readonly JobReport[] {
  const at = new Map(legs.map(({ entry }, index) => [entry.key, index]));
  return [...reports].sort((one, other) => (at.get(one.key) ?? 0) - (at.get(other.key) ?? 0));
}
