import type { Clock } from "../../runners/ports/clock.ts";
import { type Delivery, GitHubRefusal, type ListedJob, type RunFacts } from "../../runners/ports/github.ts";
import { fits } from "./labels.ts";
import { MinutePoints } from "./minute-points.ts";

/** A runner that is registered. */
export interface ModelRunner {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
  readonly jitConfig: string;
  readonly registeredAt: number;
  isOnline: boolean;
  /** Its job's id; null: none. */
  job: number | null;
  /** Since when it is not connected any more (ms since 1970). */
  lostAt: number | null;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
export type ModelJob = Mutable<ListedJob>;

/** An event that GitHub tells of by webhook. */
export type ModelEvent =
  | { readonly name: "workflow_job"; readonly job: Readonly<ListedJob> }
  | { readonly name: "workflow_run"; readonly run: RunFacts };

/** A delivery with what it carries. */
export interface ModelDelivery extends Mutable<Delivery> {
  readonly event: ModelEvent;
}

export interface GitHubModelOptions {
  /** Tries to deliver; the answer is given to `delivered`. Called for redeliveries too. */
  readonly deliver?: (delivery: Readonly<ModelDelivery>) => void;
  /** Which of so many comes first: a test draws lots. */
  readonly pick?: (count: number) => number;
  /** For how long what has ended is told of (ms); GitHub does for months. */
  readonly memory?: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * GitHub's side of self-hosted runners, in memory: registrations, jobs that go to whichever idle runner has their labels,
 * runs, and deliveries of webhooks that are not sent again by themselves. Time passes by `look`.
 */
export class GitHubModel {
  readonly runners = new Map<number, ModelRunner>();
  readonly jobs = new Map<number, ModelJob>();
  readonly runs = new Map<number, RunFacts>();
  readonly #deliveries = new Map<string, ModelDelivery>();
  /** Jobs that ended since the machine of their runner was gone, with the runner's name. */
  readonly lost = new Map<number, string>();
  /** How many registrations there ever were. */
  registrations = 0;
  readonly clock: Clock;
  readonly #options: GitHubModelOptions;
  readonly #watchers: ((event: ModelEvent) => void)[] = [];
  #lastId = 1000;
  readonly #points = new MinutePoints();
  readonly #recent: number[] = [];
  readonly #queued = new Set<ModelJob>();
  readonly #jobsOfRun = new Map<number, Set<ModelJob>>();

  constructor(clock: Clock, options: GitHubModelOptions = {}) {
    this.clock = clock;
    this.#options = options;
  }

  /** Told of each event as it happens, whatever becomes of its delivery. */
  watch(watcher: (event: ModelEvent) => void): void {
    this.#watchers.push(watcher);
  }

  /** Attempts to deliver, the oldest first. */
  get deliveries(): readonly ModelDelivery[] {
    return [...this.#deliveries.values()];
  }

  /** Jobs of all attempts of a run. */
  jobsOf(run: number): readonly ModelJob[] {
    return [...(this.#jobsOfRun.get(run) ?? [])];
  }

  /** A run with its first attempt; its jobs follow by `queueJob`. */
  beginRun(run: Omit<RunFacts, "id" | "attempt">): RunFacts {
    const facts = { ...run, id: this.#newId(), attempt: 1 };
    this.runs.set(facts.id, facts);
    this.#tell({ name: "workflow_run", run: facts });
    return facts;
  }

  queueJob(run: RunFacts, { name, labels }: { name: string; labels: readonly string[] }): ModelJob {
    const job: ModelJob = {
      id: this.#newId(),
      repository: run.repository,
      runId: run.id,
      attempt: run.attempt,
      name,
      labels,
      status: "queued",
      conclusion: null,
      runner: null,
      createdAt: this.clock.now(),
    };
    this.jobs.set(job.id, job);
    this.#queued.add(job);
    this.#jobsOfRun.set(run.id, (this.#jobsOfRun.get(run.id) ?? new Set()).add(job));
    this.#tellJob(job);
    this.#assign();
    return job;
  }

  /** Registers an ephemeral runner. Throws a GitHubRefusal where the name is taken or GitHub was asked too often. */
  register(name: string, labels: readonly string[]): ModelRunner {
    const now = this.clock.now();
    if ([...this.runners.values()].some((runner) => runner.name === name))
      throw new GitHubRefusal("conflict", "Already exists - A runner with that name already exists.");
    while ((this.#recent[0] ?? now) < now - 5 * minute) this.#recent.shift();
    if (this.#recent.length >= 1500)
      throw new GitHubRefusal("limited", "too many registrations", (this.#recent[0] ?? now) + 5 * minute);
    this.#recent.push(now);
    this.registrations += 1;
    const id = this.#newId();
    const jitConfig = Buffer.from(`jit of ${name} ${id}`).toString("base64");
    const runner = {
      id,
      name,
      labels,
      jitConfig,
      registeredAt: now,
      isOnline: false,
      job: null,
      lostAt: null,
    };
    this.runners.set(id, runner);
    return runner;
  }

  /** Counts a request against the points of the minute. Throws a GitHubRefusal where they are used up. */
  spendPoints(points: number): void {
    this.#points.spend(points, this.clock.now());
  }

  /** The runner's program connects with its configuration; null: GitHub knows it no more. */
  connect(jitConfig: string): ModelRunner | null {
    const runner = [...this.runners.values()].find((one) => one.jitConfig === jitConfig);
    if (runner === undefined) return null;
    runner.isOnline = true;
    runner.lostAt = null;
    this.#assign();
    return runner;
  }

  /** Its machine is gone, with its job if it has one. */
  lose(id: number): void {
    const runner = this.runners.get(id);
    if (runner === undefined) return;
    runner.isOnline = false;
    runner.lostAt = this.clock.now();
  }

  /** Throws a GitHubRefusal where it has a job. */
  remove(id: number): void {
    if (this.runners.get(id)?.job != null) throw new GitHubRefusal("invalid", "the runner is busy");
    this.runners.delete(id);
  }

  /** Its job ends; an ephemeral runner is registered no more then. */
  finish(job: number, conclusion: string): void {
    const record = this.jobs.get(job);
    if (record === undefined || record.status === "completed") return;
    record.status = "completed";
    record.conclusion = conclusion;
    this.#queued.delete(record);
    for (const runner of this.runners.values()) if (runner.job === job) this.runners.delete(runner.id);
    this.#tellJob(record);
  }

  /** Whether the run could be asked for: not while one of its jobs is not completed. */
  rerun(job: number): boolean {
    const record = this.jobs.get(job);
    const run = record && this.runs.get(record.runId);
    if (!record || !run) throw new GitHubRefusal("missing", "Not Found");
    if (this.jobsOf(run.id).some(({ status }) => status !== "completed")) return false;
    const next = { ...run, attempt: run.attempt + 1 };
    this.runs.set(run.id, next);
    this.queueJob(next, record);
    return true;
  }

  redeliver(id: string): void {
    const first = this.#deliveries.get(id);
    if (first === undefined) throw new GitHubRefusal("missing", "Not Found");
    this.#deliver(first.guid, first.event);
  }

  /** What the receiver answered. */
  delivered(id: string, succeeded: boolean): void {
    const delivery = this.#deliveries.get(id);
    if (delivery !== undefined) delivery.succeeded = succeeded;
  }

  /** Whatever time alone brings about: jobs that waited a day, jobs of lost runners, registrations nobody used. */
  look(): void {
    const now = this.clock.now();
    for (const job of this.#queued) if (now - job.createdAt >= day) this.finish(job.id, "cancelled");
    if (this.#options.memory !== undefined) this.#forget(now - this.#options.memory);
    for (const runner of [...this.runners.values()]) {
      if (runner.job !== null && runner.lostAt !== null && now - runner.lostAt >= 10 * minute)
        this.#loseJob(runner.job, runner.name);
      else if (!runner.isOnline && runner.job === null && now - (runner.lostAt ?? runner.registeredAt) >= day)
        this.runners.delete(runner.id);
    }
  }

  #loseJob(job: number, runner: string): void {
    this.lost.set(job, runner);
    this.finish(job, "failure");
  }

  #forget(before: number): void {
    for (const delivery of this.#deliveries.values()) {
      if (delivery.at >= before) break;
      this.#deliveries.delete(delivery.id);
    }
    for (const [id, run] of this.runs) {
      const jobs = this.jobsOf(id);
      if (
        jobs.length === 0 ||
        jobs.some(({ status, createdAt }) => status !== "completed" || createdAt >= before)
      )
        continue;
      this.runs.delete(run.id);
      this.#jobsOfRun.delete(run.id);
      jobs.forEach((job) => this.jobs.delete(job.id));
    }
  }

  #assign(): void {
    while (this.#queued.size > 0) {
      const idle = [...this.runners.values()].filter(({ isOnline, job }) => isOnline && job === null);
      const pairs = [...this.#queued].flatMap((job) =>
        idle.filter((runner) => fits(job, runner)).map((runner) => ({ job, runner })),
      );
      const pair = pairs[this.#options.pick?.(pairs.length) ?? 0];
      if (pair === undefined) return;
      this.#queued.delete(pair.job);
      pair.job.status = "in_progress";
      pair.job.runner = pair.runner.name;
      pair.runner.job = pair.job.id;
      this.#tellJob(pair.job);
    }
  }

  #tellJob(job: ModelJob): void {
    this.#tell({ name: "workflow_job", job: { ...job } });
  }

  #tell(event: ModelEvent): void {
    this.#watchers.forEach((watcher) => watcher(event));
    this.#deliver(`00000000-0000-4000-8000-${String(this.#newId()).padStart(12, "0")}`, event);
  }

  #deliver(guid: string, event: ModelEvent): void {
    // Larger than what JavaScript counts exactly, as GitHub's are.
    const id = String(3_804_004_623_172_000_000n + BigInt(this.#newId()));
    const delivery = { id, guid, at: this.clock.now(), succeeded: false, event };
    this.#deliveries.set(delivery.id, delivery);
    this.#options.deliver?.(delivery);
  }

  #newId(): number {
    return ++this.#lastId;
  }
}
