import type { JobReport } from "../release/report.ts";
import { type Contexts, isMet } from "../workflow/expressions.ts";
import { ancestorsOf, statusFor } from "../workflow/needs.ts";
import type { KeptJob, KeptJobs, Run, RunEnded, RunGround } from "./ground.ts";
import { type JobSettled, runJob } from "./job.ts";
import { entriesOf, plannedLegs } from "./legs.ts";
import { Places } from "./places.ts";

/** Runs a workflow's jobs, each as soon as what it needs has ended, as GitHub decides which run; never throws for a job. */
export async function runWorkflow(run: Run, ground: RunGround, signal: AbortSignal): Promise<RunEnded> {
  return await new Running(run, ground, signal).end();
}

class Running {
  readonly #run: Run;
  readonly #ground: RunGround;
  readonly #signal: AbortSignal;
  readonly #places: Places;
  readonly #settled = new Map<string, JobSettled>();
  readonly #began = performance.now();

  constructor(run: Run, ground: RunGround, signal: AbortSignal) {
    this.#run = run;
    this.#ground = ground;
    this.#signal = signal;
    this.#places = new Places(ground.atOnce);
  }

  async end(): Promise<RunEnded> {
    const { workflow } = this.#run;
    const jobs = entriesOf(workflow, { on: this.#ground, contexts: this.#contexts([]) });
    this.#ground.told({ kind: "planned", workflow: workflow.name, jobs });
    const under = new Map<string, Promise<void>>();
    const start = (id: string): Promise<void> => {
      const before = under.get(id);
      if (before !== undefined) return before;
      const needs = workflow.jobs[id]?.needs ?? [];
      const started = Promise.all(needs.map(start)).then(() => this.#settle(id));
      under.set(id, started);
      return started;
    };
    await Promise.all(Object.keys(workflow.jobs).map(start));
    const reports = this.#reports();
    return { reports, kept: this.#kept(), notes: [...this.#settled.values()].flatMap(({ notes }) => notes) };
  }

  async #settle(id: string): Promise<void> {
    const settled = await this.#decided(id);
    this.#settled.set(id, settled);
    await this.#ground.settled(this.#reports(), this.#kept());
  }

  async #decided(id: string): Promise<JobSettled> {
    const { workflow, kept } = this.#run;
    const job = workflow.jobs[id];
    if (job === undefined) return unknownJob(id);
    const ended = [...ancestorsOf(workflow, id)].map((one) => this.#settled.get(one));
    const status = statusFor(ended, this.#signal.aborted);
    const contexts = this.#contexts(job.needs ?? []);
    const all = {
      run: this.#run,
      ground: this.#ground,
      signal: this.#signal,
      contexts,
      places: this.#places,
    };
    try {
      const met = isMet(job.if, { ...contexts, secrets: undefined }, status);
      const legs = plannedLegs(id, job, { on: this.#ground, contexts });
      const before = kept[id]?.result === "success" ? kept[id] : undefined;
      const running = {
        id,
        job,
        legs,
        since: this.#began,
        kept: kept[id],
        needs: this.#needs(job.needs ?? []),
      };
      if (before !== undefined) return this.#told(keptJob(legs, before));
      if (met) return await runJob(running, all);
      const isReached = !ended.some((one) => one !== undefined && isBroken(one)) && !this.#signal.aborted;
      return this.#told(leftOut(legs, isReached));
    } catch (error) {
      return this.#told(undecided(id, error));
    }
  }

  #told(settled: JobSettled): JobSettled {
    for (const report of settled.reports) this.#ground.told({ kind: "ended", report });
    return settled;
  }

  #needs(ids: readonly string[]): Readonly<Record<string, JobSettled>> {
    const found = ids.flatMap((id) => {
      const one = this.#settled.get(id);
      return one === undefined ? [] : [[id, one] as const];
    });
    return Object.fromEntries(found);
  }

  #contexts(needs: readonly string[]): Contexts {
    const { github, inputs } = this.#run;
    const event = { ...github.event, inputs: Object.keys(inputs).length === 0 ? null : inputs };
    const told = Object.entries(this.#needs(needs)).map(([id, { result, outputs }]) => [
      id,
      { result, outputs },
    ]);
    return { github: { ...github, event }, inputs, needs: Object.fromEntries(told), vars: {}, matrix: {} };
  }

  #reports(): readonly JobReport[] {
    return Object.keys(this.#run.workflow.jobs).flatMap((id) => this.#settled.get(id)?.reports ?? []);
  }

  #kept(): KeptJobs {
    const kept = [...this.#settled].map(
      ([id, { result, outputs, legs, notes }]) => [id, { result, outputs, legs, notes }] as const,
    );
    return Object.fromEntries(kept);
  }
}

const never = { startedAt: null, seconds: 0, steps: [], log: null, said: [] } as const;

/** Whether what needs it is left out because it did not end well, not by a condition of its own. */
function isBroken({ result, reports }: JobSettled): boolean {
  return (
    result === "failure" ||
    result === "cancelled" ||
    reports.some(({ outcome }) => outcome.kind === "not-reached")
  );
}

function leftOut(legs: ReturnType<typeof plannedLegs>, isReached: boolean): JobSettled {
  const outcome = isReached ? ({ kind: "skipped" } as const) : ({ kind: "not-reached" } as const);
  const reports = legs.map(({ entry }) => ({ ...entry, ...never, outcome }));
  return { result: "skipped", outputs: {}, legs: {}, reports, notes: [] };
}

function keptJob(
  legs: ReturnType<typeof plannedLegs>,
  { result, outputs, legs: kept, notes }: KeptJob,
): JobSettled {
  const reports = legs.map(({ entry, reason }) => {
    const outcome =
      reason === null ? ({ kind: "kept" } as const) : ({ kind: "not-run-here", reason } as const);
    return { ...entry, ...never, outcome };
  });
  return { result, outputs, legs: kept, reports, notes };
}

function unknownJob(id: string): JobSettled {
  return undecided(id, new Error("the workflow has no such job"));
}

/** What GitHub refuses as a workflow ends here as a job that failed. */
function undecided(id: string, error: unknown): JobSettled {
  const said = [error instanceof Error ? error.message : String(error)];
  const entry = { job: id, key: id, title: id, label: "" };
  const outcome = { kind: "ran", result: "failure" } as const;
  return {
    result: "failure",
    outputs: {},
    legs: {},
    reports: [{ ...entry, ...never, said, outcome }],
    notes: [],
  };
}
