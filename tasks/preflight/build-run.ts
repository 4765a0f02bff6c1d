import type { Run } from "../github/runs.ts";
import type { Fault } from "../program/fault.ts";
import { type Finding, finding } from "./finding.ts";

/** The build that must have passed. */
export interface WantedBuild {
  readonly workflow: string;
  readonly commit: string;
  readonly defaultBranch: string;
}

/** How runs are asked for, and how long a run that goes on is waited for. */
export interface BuildPorts {
  /** All runs of the workflow at the commit, newest first. */
  runs(): Promise<readonly Run[]>;
  say(line: string): void;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds; only sleeping is counted. */
  readonly patience: number;
}

/** Between two questions (milliseconds). */
const interval = 20_000;
/** A branch and a tag pushed at once start their runs within this time (milliseconds). */
const grace = 120_000;

/** Checks that the default branch's build of exactly that commit succeeded; waits, within bounds, while it goes on. */
export async function checkBuild(wanted: WantedBuild, ports: BuildPorts): Promise<Finding> {
  for (let waited = 0; ; waited += interval) {
    const runs = (await ports.runs()).filter((run) => isOf(run, wanted));
    const passed = runs.find(({ conclusion }) => conclusion === "success");
    if (passed !== undefined) return finding("Build", `${wanted.workflow} passed: ${passed.url}`);
    const going = runs.find(({ status }) => status !== "completed");
    const patience =
      going === undefined && runs.length === 0 ? Math.min(grace, ports.patience) : ports.patience;
    if ((going === undefined && runs.length > 0) || waited + interval > patience) {
      return finding("Build", `${wanted.workflow} has not passed`, {
        faults: [faultOf(wanted, runs, waited)],
      });
    }
    const state = going === undefined ? "has not begun" : `is ${going.status.replaceAll("_", " ")}`;
    ports.say(`${wanted.workflow} ${state}; asking again in ${interval / 1000} s`);
    await ports.sleep(interval);
  }
}

function isOf(run: Run, { commit, defaultBranch }: WantedBuild): boolean {
  return run.commit === commit && run.event === "push" && run.branch === defaultBranch;
}

function faultOf(
  { workflow, commit, defaultBranch }: WantedBuild,
  runs: readonly Run[],
  waited: number,
): Fault {
  const place = workflow;
  const run = runs.find(({ status }) => status !== "completed") ?? runs[0];
  if (run === undefined) {
    return {
      place,
      fault: `has no run for a push to ${defaultBranch} that ended at ${commit.slice(0, 12)}`,
      mend: `tag a commit that was pushed last, so that it was built: push to ${defaultBranch}, and tag what was built as the next version`,
    };
  }
  if (run.status !== "completed") {
    const fault = `is still ${run.status.replaceAll("_", " ")} after ${Math.round(waited / 60_000)} min: ${run.url}`;
    return { place, fault, mend: "run this job again when it has passed" };
  }
  const conclusion = run.conclusion?.replaceAll("_", " ") ?? "without a conclusion";
  return {
    place,
    fault: `ended as ${conclusion} on the tagged commit: ${run.url}`,
    mend: `if it failed by chance, gh run rerun ${run.id} --failed and this job again; else mend it, and tag the commit that mends it`,
  };
}
