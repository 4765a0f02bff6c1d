import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JobReport } from "../release/report.ts";
import type { JobEnded, JobOnRunner } from "../runner/job.ts";
import type { KeptLeg, OpenJob } from "./ground.ts";
import type { JobGround, RunningJob } from "./job.ts";
import type { PlannedLeg } from "./legs.ts";

/** A leg that has ended. */
export interface LegEnded {
  readonly report: JobReport;
  readonly kept: KeptLeg;
  /** What its steps did otherwise than they would on GitHub. */
  readonly notes: readonly string[];
}

/** Runs a leg, or a job without a matrix, with rights of its own that end with it. */
export async function runLeg(running: RunningJob, planned: PlannedLeg, all: JobGround): Promise<LegEnded> {
  const { entry } = planned;
  const { ground, signal } = all;
  if (signal.aborted) {
    const left = notReached(planned);
    ground.told({ kind: "ended", report: left.report });
    return left;
  }
  const startedAt = (performance.now() - running.since) / 1000;
  ground.told({ kind: "started", key: entry.key });
  const open = ground.open(running.id, running.job);
  const folder = join(ground.folder, entry.key.replaceAll(/[^\w.-]+/g, "-").replace(/-$/, ""));
  try {
    const job = onRunner(running, planned, { all, open, folder });
    const ended = await ground.runner.run(
      job,
      (event) => {
        if (event.kind === "step") ground.told({ kind: "step", key: entry.key, name: event.name });
      },
      signal,
    );
    const report = reportOf(planned, ended, startedAt);
    ground.told({ kind: "ended", report });
    return { report, kept: { result: ended.result, outputs: ended.outputs }, notes: notesIn(folder) };
  } finally {
    open.close();
  }
}

interface Opened {
  readonly all: JobGround;
  readonly open: OpenJob;
  readonly folder: string;
}

function onRunner(
  { id, needs }: RunningJob,
  { leg }: PlannedLeg,
  { all, open, folder }: Opened,
): JobOnRunner {
  const { workflow, github, inputs, fail } = all.run;
  const needed = Object.entries(needs).map(
    ([name, { result, outputs }]) => [name, { result, outputs }] as const,
  );
  return {
    workflow,
    id,
    leg,
    needs: Object.fromEntries(needed),
    github,
    inputs,
    secrets: open.secrets,
    variables: { ...open.variables, REHEARSAL_NOTES: notesFile(folder) },
    path: open.path,
    folder,
    fail: fail?.job === id ? fail.step : null,
  };
}

function reportOf({ entry }: PlannedLeg, ended: JobEnded, startedAt: number): JobReport {
  const failed = ended.steps.filter(({ result }) => result === "failure");
  const steps = failed.flatMap(({ name, said }) => [`${name}:`, ...said]);
  const said =
    ended.result === "success" ? [] : [...steps, ...(ended.fault === undefined ? [] : [ended.fault])];
  const { seconds, log } = ended;
  return {
    ...entry,
    outcome: { kind: "ran", result: ended.result },
    startedAt,
    seconds,
    steps: ended.steps,
    log,
    said,
  };
}

function notReached({ entry }: PlannedLeg): LegEnded {
  const rest = { startedAt: null, seconds: 0, steps: [], log: null, said: [] };
  const report: JobReport = { ...entry, ...rest, outcome: { kind: "not-reached" } };
  return { report, kept: { result: "cancelled", outputs: {} }, notes: [] };
}

/** Beside the folder of the job, which its runner makes anew. */
function notesFile(folder: string): string {
  return `${folder}.notes.jsonl`;
}

function notesIn(folder: string): readonly string[] {
  const file = notesFile(folder);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        const { text } = JSON.parse(line) as { readonly text?: unknown };
        return typeof text === "string" ? [text] : [];
      } catch {
        return [];
      }
    });
}
