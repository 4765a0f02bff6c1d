import { eachOf } from "../concurrency/each.ts";
import { refusalOf } from "../jobs/guard.ts";
import type { Job } from "../jobs/job.ts";
import { rerunMark } from "../jobs/rerun-mark.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import type { Observation } from "./observation.ts";

/** GitHub can be asked to run a job again for 30 days; here it is for so long (ms). */
const mostPatience = 24 * 3_600_000;

/** Runs the jobs of interrupted instances once more, each once, on instances that can't be interrupted. */
export async function rerunInterrupted(observation: Observation, services: Services): Promise<void> {
  const jobs = observation.pools
    .flatMap(({ view }) => view.jobs)
    .filter(({ rerun, state }) => rerun === "wanted" && state === "completed");
  const failures = await eachOf(jobs, 4, (job) => rerunOnce(job, services));
  failures.forEach((cause) => services.log.warn("job not run again", {}, cause));
}

/** A run that has a newer attempt was run again already: by this program, whose answer was lost, or by somebody. */
async function rerunOnce(job: Job, services: Services): Promise<void> {
  const { table, github, clock, log } = services;
  const { pool, id, repository, runId, attempt, conclusion } = job;
  if (conclusion === "success" || clock.now() - job.at > mostPatience) {
    await table.changeJob(job, { rerun: "given up" });
    return;
  }
  if ((await allowedRequests(services, "read", 1)) < 1) return;
  const run = await github.run(repository, runId);
  const of = services.settings.pools.find(({ name }) => name === pool);
  // A job that no pool may run may have taken the runner of another: it is not given a second.
  if (run === null || of === undefined || refusalOf({ ...run, repository }, of) !== null) {
    await table.changeJob(job, { rerun: "given up" });
    return;
  }
  if (run.attempt > attempt) {
    await table.changeJob(job, { rerun: "asked" });
    return;
  }
  await table.keepMark(rerunMark({ runId, attempt: attempt + 1, name: job.name }), String(id));
  if ((await github.rerunJob(repository, id)) === "not yet") return;
  await table.changeJob(job, { rerun: "asked" });
  log.info("job run again", { pool, job: id, runId });
}
