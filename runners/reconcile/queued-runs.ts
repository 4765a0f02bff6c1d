import { eachOf } from "../concurrency/each.ts";
import { isServed } from "../jobs/guard.ts";
import { poolOfLabels } from "../pools/pool-of-labels.ts";
import type { ListedJob, RunFacts } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import type { Observation } from "./observation.ts";

/** How many runs are looked into in a minute. */
const mostRuns = 20;

/** Looks for queued jobs that no delivery told of. Each minute begins with other runs, so that all have their turn. */
export async function scanQueued(observation: Observation, services: Services): Promise<void> {
  const { settings, log, clock } = services;
  const repositories = [...new Set(settings.pools.flatMap((pool) => pool.repositories))];
  const known = new Set(observation.pools.flatMap(({ view }) => view.jobs.map(({ id }) => id)));
  const lists = await Promise.all(repositories.map((repository) => runsOf(repository, services)));
  const runs = lists.flat();
  const first = runs.length === 0 ? 0 : (Math.floor(clock.now() / 60_000) * mostRuns) % runs.length;
  const chosen = [...runs.slice(first), ...runs.slice(0, first)].slice(0, mostRuns);
  const allowed = await allowedRequests(services, "read", chosen.length);
  const failures = await eachOf(chosen.slice(0, allowed), 4, async ({ repository, id }) => {
    const jobs = await services.github.jobs(repository, id);
    for (const job of jobs) if (job.status === "queued" && !known.has(job.id)) await keepFound(job, services);
  });
  failures.forEach((cause) => log.warn("run not looked into", {}, cause));
}

async function runsOf(repository: string, services: Services): Promise<readonly RunFacts[]> {
  if ((await allowedRequests(services, "read", 2)) < 2) return [];
  const { github, log } = services;
  const lists = (["queued", "in_progress"] as const).map((status) =>
    github.runs(repository, status).catch((cause: unknown) => {
      log.warn("runs not listed", { repository }, cause);
      return [];
    }),
  );
  return (await Promise.all(lists)).flat();
}

async function keepFound(job: ListedJob, { settings, table, log }: Services): Promise<void> {
  const { id, repository, runId, attempt, name, labels, createdAt } = job;
  const pool = poolOfLabels(labels, settings.pools);
  if (pool === null || !isServed(repository, pool)) return;
  const news = { id, repository, runId, attempt, name, createdAt, at: createdAt };
  const { isNew } = await table.keepJob(
    { ...news, pool: pool.name, state: "queued", runner: null, conclusion: null },
    null,
  );
  if (isNew) log.warn("job found that no delivery told of", { pool: pool.name, job: id });
}
