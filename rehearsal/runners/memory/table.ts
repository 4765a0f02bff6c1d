import { advanced, isSettled, newJob, type Job, type JobNews } from "../../../runners/jobs/job.ts";
import type { Launch, MacHostUse, Runner } from "../../../runners/pools/runner.ts";
import type { Clock } from "../../../runners/ports/clock.ts";
import type { RunFacts } from "../../../runners/ports/github.ts";
import type { JobChange, Kept, Notice, PoolView, RunnerChange, Table } from "../../../runners/ports/table.ts";
import { type Around, directly } from "./around.ts";

/** What is kept of a pool. */
class PoolRecord {
  version = 0;
  notice: Notice | null = null;
  outdatedSince: number | null = null;
  drainedSince: number | null = null;
  readonly spent = new Map<string, number>();
  readonly jobs = new Set<number>();
  readonly runners = new Map<string, Runner>();
  readonly launches = new Map<string, Launch>();
  readonly hosts = new Map<string, MacHostUse>();
}

type JobKey = Pick<Job, "id" | "pool">;
type RunnerKey = Pick<Runner, "instance" | "pool">;

/** The table in memory, for tests and simulations. */
export class MemoryTable implements Table {
  readonly jobs = new Map<number, Job>();
  readonly marks = new Map<string, string>();
  readonly #facts = new Map<number, RunFacts>();
  readonly #pools = new Map<string, PoolRecord>();
  readonly #points = new Map<number, number>();
  readonly #around: Around;

  constructor(_clock: Clock, around: Around = directly) {
    this.#around = around;
  }

  keepJob(news: JobNews): Promise<Kept> {
    return this.#around("table.keepJob", () => {
      const before = this.jobs.get(news.id);
      const { jobs } = this.#pool(news.pool);
      // What is settled is not taken up again by news that come late.
      if (before !== undefined && !jobs.has(news.id)) return { state: before.state, isNew: false };
      const after = before === undefined ? newJob(news) : advanced(before, news);
      if (after === before) return { state: before.state, isNew: false };
      this.jobs.set(news.id, after);
      jobs.add(news.id);
      return { state: after.state, isNew: true };
    });
  }

  keepRuns(facts: readonly RunFacts[]): Promise<void> {
    return this.#around("table.keepRuns", () => facts.forEach((one) => this.#facts.set(one.id, one)));
  }

  runs(ids: readonly number[]): Promise<ReadonlyMap<number, RunFacts>> {
    return this.#around("table.runs", () => {
      const known = ids.flatMap((id) => this.#facts.get(id) ?? []);
      return new Map(known.map((facts) => [facts.id, facts]));
    });
  }

  job(id: number): Promise<Job | null> {
    return this.#around("table.job", () => this.jobs.get(id) ?? null);
  }

  recentJobs(pool: string, most: number): Promise<readonly Job[]> {
    return this.#around("table.recentJobs", () =>
      [...this.jobs.values()]
        .filter((job) => job.pool === pool)
        .sort((one, other) => other.createdAt - one.createdAt || other.id - one.id)
        .slice(0, most),
    );
  }

  pool(name: string, month: string): Promise<PoolView> {
    return this.#around("table.pool", () => this.view(name, month));
  }

  /** What is kept of a pool, looked at from outside. */
  view(name: string, month = ""): PoolView {
    const record = this.#pool(name);
    const { version, notice, outdatedSince, drainedSince } = record;
    return {
      ...{ version, notice, outdatedSince, drainedSince, spent: record.spent.get(month) ?? 0 },
      jobs: [...record.jobs].flatMap((id) => this.jobs.get(id) ?? []),
      runners: [...record.runners.values()],
      launches: [...record.launches.values()],
      hosts: [...record.hosts.values()],
    };
  }

  changeJob({ id }: JobKey, change: JobChange): Promise<void> {
    return this.#around("table.changeJob", () => {
      const job = this.jobs.get(id);
      if (job !== undefined) this.jobs.set(id, { ...job, ...change });
    });
  }

  settleJob({ id, pool }: JobKey): Promise<void> {
    return this.#around("table.settleJob", () => {
      const job = this.jobs.get(id);
      if (job === undefined || isSettled(job)) this.#pool(pool).jobs.delete(id);
    });
  }

  beginLaunch(launch: Launch, version: number): Promise<boolean> {
    return this.#around("table.beginLaunch", () => {
      const pool = this.#pool(launch.pool);
      if (pool.version !== version) return false;
      pool.version += 1;
      pool.launches.set(launch.token, launch);
      return true;
    });
  }

  endLaunch({ token, pool: name }: Launch, runners: readonly Runner[]): Promise<boolean> {
    return this.#around("table.endLaunch", () => {
      const pool = this.#pool(name);
      if (!pool.launches.delete(token)) return false;
      runners.forEach((runner) => pool.runners.set(runner.instance, runner));
      return true;
    });
  }

  changeRunner({ instance, pool: name }: RunnerKey, change: RunnerChange): Promise<void> {
    return this.#around("table.changeRunner", () => {
      const { runners } = this.#pool(name);
      const runner = runners.get(instance);
      if (runner !== undefined) runners.set(instance, { ...runner, ...change });
    });
  }

  endRunner(
    { instance, pool: name }: RunnerKey,
    { month, amount }: { month: string; amount: number },
  ): Promise<void> {
    return this.#around("table.endRunner", () => {
      const { runners, spent } = this.#pool(name);
      if (runners.delete(instance)) spent.set(month, (spent.get(month) ?? 0) + amount);
    });
  }

  keepHost(use: MacHostUse, before: MacHostUse | null): Promise<boolean> {
    return this.#around("table.keepHost", () => {
      const { hosts } = this.#pool(use.pool);
      const now = hosts.get(use.host) ?? null;
      if (now?.state !== before?.state || now?.since !== before?.since) return false;
      hosts.set(use.host, use);
      return true;
    });
  }

  keepNotice(pool: string, notice: Notice | null): Promise<void> {
    return this.#around("table.keepNotice", () => void (this.#pool(pool).notice = notice));
  }

  keepOutdated(pool: string, since: number | null): Promise<void> {
    return this.#around("table.keepOutdated", () => void (this.#pool(pool).outdatedSince = since));
  }

  keepDrained(pool: string, since: number | null): Promise<void> {
    return this.#around("table.keepDrained", () => void (this.#pool(pool).drainedSince = since));
  }

  takePoints(minute: number, wanted: number, limit: number): Promise<number> {
    return this.#around("table.takePoints", () => {
      const used = this.#points.get(minute) ?? 0;
      const taken = Math.max(0, Math.min(wanted, limit - used));
      this.#points.set(minute, used + taken);
      return taken;
    });
  }

  mark(name: string): Promise<string | null> {
    return this.#around("table.mark", () => this.marks.get(name) ?? null);
  }

  keepMark(name: string, value: string): Promise<void> {
    return this.#around("table.keepMark", () => void this.marks.set(name, value));
  }

  #pool(name: string): PoolRecord {
    const known = this.#pools.get(name) ?? new PoolRecord();
    this.#pools.set(name, known);
    return known;
  }
}
