import { type JobNews, type JobState, type JobTable, jobStates } from "../ports/job-table.ts";

interface Kept extends JobNews {
  readonly deliveries: readonly string[];
}

/** The table in memory, for tests and simulations. */
export class MemoryJobTable implements JobTable {
  readonly jobs = new Map<number, Kept>();

  async keep(news: JobNews): Promise<JobState> {
    const before = this.jobs.get(news.id);
    const isOlder = before !== undefined && jobStates.indexOf(before.state) >= jobStates.indexOf(news.state);
    if (before !== undefined && (isOlder || before.deliveries.includes(news.delivery))) return before.state;
    const runner = news.runner ?? before?.runner ?? null;
    this.jobs.set(news.id, { ...news, runner, deliveries: [...(before?.deliveries ?? []), news.delivery] });
    return news.state;
  }
}
