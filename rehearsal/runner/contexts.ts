import type { Contexts } from "../workflow/expressions.ts";
import { payloadOf } from "./job-folder.ts";
import type { JobOnRunner } from "./job.ts";
import type { Progress } from "./progress.ts";

interface Steps {
  readonly steps: Progress["context"];
}

/** What expressions of a job may name once its steps have run. */
export function contextsOf(job: JobOnRunner, progress: Progress): Contexts & Steps {
  return {
    github: { ...job.github, event: payloadOf(job), token: job.secrets["GITHUB_TOKEN"] ?? "" },
    needs: job.needs,
    matrix: job.leg ?? {},
    inputs: job.inputs,
    secrets: job.secrets,
    steps: progress.context,
    strategy: {},
    vars: {},
    env: {},
    job: {},
    runner: {},
  };
}
