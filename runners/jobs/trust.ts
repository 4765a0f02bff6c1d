import type { RunFacts } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import type { Pool } from "../settings/pool.ts";
import { refusalOf } from "./guard.ts";
import { rerunMark } from "./rerun-mark.ts";
import { isWaitingForRunner, type Job } from "./job.ts";

/** How many single runs GitHub is asked for at a time. */
const mostRuns = 20;

/**
 * The pool's jobs, each judged by its run: those that it may not run are refused for good, those of whose run nothing is
 * known yet are left out, and come again. Runs are told by webhook; GitHub is asked for what was not.
 */
export async function judged(jobs: readonly Job[], pool: Pool, services: Services): Promise<readonly Job[]> {
  const { table, log } = services;
  const waiting = jobs.filter(isWaitingForRunner);
  const runs = await runsOf(waiting, services);
  return (
    await Promise.all(
      jobs.map(async (job) => {
        if (!isWaitingForRunner(job)) return [job];
        const run = runs.get(job.runId);
        if (run === undefined) return [];
        const refusal = refusalOf({ ...run, repository: job.repository }, pool);
        if (refusal === null) return [await steadied(job, table)];
        log.warn("job refused", { pool: pool.name, job: job.id, refusal });
        await table.changeJob(job, { refusal });
        return [{ ...job, refusal }];
      }),
    )
  ).flat();
}

/** One that replaces a job whose spot instance was taken back is not put on another. */
async function steadied(job: Job, table: Services["table"]): Promise<Job> {
  if (job.attempt === 1 || job.onDemand || (await table.mark(rerunMark(job))) === null) return job;
  await table.changeJob(job, { onDemand: true });
  return { ...job, onDemand: true };
}

async function runsOf(jobs: readonly Job[], services: Services): Promise<ReadonlyMap<number, RunFacts>> {
  const ids = [...new Set(jobs.map(({ runId }) => runId))];
  if (ids.length === 0) return new Map();
  const known = await services.table.runs(ids);
  const unknown = jobs.filter(({ runId }) => !known.has(runId));
  if (unknown.length === 0) return known;
  const repositories = [...new Set(unknown.map(({ repository }) => repository))];
  const asked = await Promise.all(
    repositories.map((repository) => {
      const missing = unknown.filter((job) => job.repository === repository).map(({ runId }) => runId);
      return ask(repository, [...new Set(missing)], services);
    }),
  );
  const found = asked.flat().filter(({ id }) => ids.includes(id));
  if (found.length > 0) await services.table.keepRuns(found);
  return new Map([...known, ...found.map((run) => [run.id, run] as const)]);
}

/** Several runs by one list, what that lacks one by one. A question that fails leaves its run unknown. */
async function ask(repository: string, ids: readonly number[], services: Services): Promise<RunFacts[]> {
  const { github } = services;
  const listed = ids.length > 1 ? await listOf(repository, services) : [];
  const rest = ids.filter((id) => !listed.some((run) => run.id === id));
  const allowed = await allowedRequests(services, "read", Math.min(rest.length, mostRuns));
  const single = await Promise.all(rest.slice(0, allowed).map((id) => orNothing(github.run(repository, id))));
  return [...listed, ...single.flatMap((run) => run ?? [])];
}

async function listOf(repository: string, services: Services): Promise<readonly RunFacts[]> {
  if ((await allowedRequests(services, "read", 1)) < 1) return [];
  return (await orNothing(services.github.runs(repository, "queued"))) ?? [];
}

async function orNothing<T>(question: Promise<T>): Promise<T | null> {
  return question.catch(() => null);
}
