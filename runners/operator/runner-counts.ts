import { comingBy, runnersOfJobs } from "../pools/demand.ts";
import type { Runner } from "../pools/runner.ts";
import type { PoolView } from "../ports/table.ts";

/** How many runners of a pool do what. */
export interface RunnerCounts {
  readonly starting: number;
  readonly idle: number;
  readonly busy: number;
  /** Their job is done, or they are being ended. */
  readonly ending: number;
}

/** Runners by what they do; launches whose outcome is not known count as starting. */
export function runnerCounts({ runners, jobs, launches }: PoolView): RunnerCounts {
  const working = runnersOfJobs(jobs, ["in_progress"]);
  const done = runnersOfJobs(jobs, ["completed"]);
  const kindOf = ({ name, ending, busySince, seenAt }: Runner) => {
    if (ending !== null || done.has(name)) return "ending";
    if (working.has(name) || busySince !== null) return "busy";
    return seenAt === null ? "starting" : "idle";
  };
  const kinds = runners.map(kindOf);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  return {
    starting: count("starting") + comingBy(launches),
    idle: count("idle"),
    busy: count("busy"),
    ending: count("ending"),
  };
}
