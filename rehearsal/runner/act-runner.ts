import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { messageOf } from "../../toolchain/problem.js";
import { runAct } from "./act-start.ts";
import { writtenSteps } from "./job-file.ts";
import { makeFolders } from "./job-folder.ts";
import { JobLog } from "./job-log.ts";
import type { JobEnded, JobOnRunner, Runner } from "./job.ts";
import { judge } from "./judgement.ts";
import { Progress } from "./progress.ts";
import { Stars } from "./stars.ts";
import { unrunnable } from "./unrunnable.ts";

/** What jobs are run with. */
export interface ActRunnerOptions {
  /** The program. */
  readonly act: string;
  /** The folder that stands in for an action, by `owner/name@commit`; no other is ever fetched. */
  readonly actions: { get(uses: string): string | undefined };
}

/** Runs each job by a start of act of its own, on this machine. act carries it out; what became of it is seen here. */
export function actRunner(options: ActRunnerOptions): Runner {
  return {
    async run(job, told, signal) {
      const started = performance.now();
      const folders = makeFolders(resolve(job.folder));
      const stars = new Stars(secretsOf(job));
      const log = new JobLog(folders.log, stars);
      const progress = new Progress(writtenSteps(job), { log, stars }, told);
      try {
        const faults = unrunnable(job, options.actions);
        const ended = faults.length > 0 ? null : await runAct({ job, folders, progress, options }, signal);
        progress.close(ended?.kind === "aborted");
        const judged = ended === null ? refusal(faults) : judge({ job, progress, stars }, ended);
        if (judged.fault !== undefined) log.print(judged.fault);
        const seconds = (performance.now() - started) / 1000;
        return { ...judged, steps: progress.steps, seconds, log: folders.log };
      } catch (error) {
        const fault = `jobs.${job.id}: could not be started: ${stars.over(messageOf(error))}`;
        log.print(fault);
        progress.close(false);
        return { ...refusal([fault]), steps: progress.steps, seconds: 0, log: folders.log };
      } finally {
        await log.end();
        await Promise.all(folders.passing.map((one) => rm(one, { recursive: true, force: true })));
      }
    },
  };
}

function refusal(faults: readonly string[]): Pick<JobEnded, "result" | "outputs" | "fault"> {
  return { result: "failure", outputs: {}, fault: faults.join("\n") };
}

/** Tokens of services are secrets too, though GitHub gives them as variables. */
function secretsOf({ secrets, variables }: JobOnRunner): readonly string[] {
  const tokens = Object.entries(variables).filter(([name]) => name.endsWith("_TOKEN"));
  return [...Object.values(secrets), ...tokens.map(([, value]) => value)];
}
