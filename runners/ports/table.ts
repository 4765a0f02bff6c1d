import type { Job, JobNews, JobState } from "../jobs/job.ts";
import type { Launch, MacHostUse, Runner } from "../pools/runner.ts";
import type { RunFacts } from "./github.ts";

/** What came of the news of a job. */
export interface Kept {
  /** The state in which the job is now. */
  readonly state: JobState;
  /** Whether the state is new by these news. */
  readonly isNew: boolean;
}

/** All that the controller of a pool needs, read at once and not older than the last write. */
export interface PoolView {
  /** Goes up with each launch: who decides by an older view is refused. */
  readonly version: number;
  /** Of the month asked for: what ended instances cost (millionths of a US dollar). */
  readonly spent: number;
  /** Jobs that are not settled, and those that are while their runner is there. */
  readonly jobs: readonly Job[];
  readonly runners: readonly Runner[];
  /** Launches of which it is not known what came of them. */
  readonly launches: readonly Launch[];
  readonly hosts: readonly MacHostUse[];
  /** Why the last pass started fewer than were needed; null: it did not. */
  readonly notice: Notice | null;
  /** When the first version after that of the image was published (ms since 1970); null: it has the newest. */
  readonly outdatedSince: number | null;
  /** Since when an operator lets it start nothing (ms since 1970); null: it may. */
  readonly drainedSince: number | null;
}

/** Why a pool does not start what it needs. */
export interface Notice {
  readonly text: string;
  /** ms since 1970. */
  readonly at: number;
  /** Nothing is launched until then, so that what fails is not tried without end (ms since 1970). */
  readonly until: number;
}

/** What is kept of a job beside what GitHub tells. */
export type JobChange = Partial<
  Pick<Job, "refusal" | "isExpired" | "onDemand" | "rerun" | "doubt" | "ranOn">
>;

/** What is kept of a runner while it is there. */
export type RunnerChange = Partial<
  Pick<Runner, "seenAt" | "idleSince" | "busySince" | "suspectSince" | "ending">
>;

/** The one store of the control plane. Each method is one conditional write or one read; throws where it can't be asked. */
export interface Table {
  /**
   * Keeps the news, where the job is in an earlier state. The same delivery twice, or an older one, changes nothing.
   * `delivery`: `X-GitHub-Delivery`; null: GitHub was asked.
   */
  keepJob(news: JobNews, delivery: string | null): Promise<Kept>;
  keepRuns(facts: readonly RunFacts[]): Promise<void>;
  /** Those that are known, by id. */
  runs(ids: readonly number[]): Promise<ReadonlyMap<number, RunFacts>>;
  job(id: number): Promise<Job | null>;
  /** The newest of a pool, settled ones too, at most `most`: for people, and may lag by seconds. */
  recentJobs(pool: string, most: number): Promise<readonly Job[]>;
  /** `month`: `2026-11` */
  pool(name: string, month: string): Promise<PoolView>;
  /** Changes nothing where the job is not known. */
  changeJob(job: Pick<Job, "id" | "pool">, change: JobChange): Promise<void>;
  /** Takes a settled job out of the pool's view; what is kept of it stays for some days. */
  settleJob(job: Pick<Job, "id" | "pool">): Promise<void>;
  /** Writes down what is about to be launched; false: another launch came first, and all has to be looked at again. */
  beginLaunch(launch: Launch, version: number): Promise<boolean>;
  /** Writes down what came of it, at once; false: another did before. */
  endLaunch(launch: Launch, runners: readonly Runner[]): Promise<boolean>;
  /** Changes nothing where the runner is not known. */
  changeRunner(runner: Pick<Runner, "instance" | "pool">, change: RunnerChange): Promise<void>;
  /** Forgets it, and adds what it cost to the month's sum, once. */
  endRunner(
    runner: Pick<Runner, "instance" | "pool">,
    cost: { month: string; amount: number },
  ): Promise<void>;
  /** Keeps the use of a host, if it is what it was when it was read (`null`: not known). */
  keepHost(use: MacHostUse, before: MacHostUse | null): Promise<boolean>;
  keepNotice(pool: string, notice: Notice | null): Promise<void>;
  keepOutdated(pool: string, since: number | null): Promise<void>;
  keepDrained(pool: string, since: number | null): Promise<void>;
  /** Takes points of a minute's limit: as many as are left, at most `wanted`. */
  takePoints(minute: number, wanted: number, limit: number): Promise<number>;
  mark(name: string): Promise<string | null>;
  keepMark(name: string, value: string): Promise<void>;
}
