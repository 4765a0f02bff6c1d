import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { actRunner } from "../../../rehearsal/runner/act-runner.ts";
import { findAct } from "../../../rehearsal/runner/act.ts";
import type { GitHubContext, JobEnded, JobEvent, JobOnRunner } from "../../../rehearsal/runner/job.ts";
import { readWorkflow } from "../../../rehearsal/workflow/workflow.ts";

/** A push of a tag. */
export const github: GitHubContext = {
  repository: "octo-org/octo-package",
  repository_owner: "octo-org",
  actor: "octocat",
  ref: "refs/tags/v1.0",
  ref_name: "v1.0",
  sha: "0123456789abcdef0123456789abcdef01234567",
  workflow: "Release",
  workflow_ref: "octo-org/octo-package/.github/workflows/release.yml@refs/tags/v1.0",
  event_name: "push",
  run_id: "77",
  run_attempt: "2",
  event: { ref: "refs/tags/v1.0" },
};

/** A job of a workflow in its whole surroundings, `jobs.work`. */
function jobOf(text: string, folder: string, more: Partial<JobOnRunner> = {}): JobOnRunner {
  return {
    workflow: readWorkflow(text),
    id: "work",
    leg: null,
    needs: {},
    github,
    inputs: {},
    secrets: { GITHUB_TOKEN: "the-token-of-this-job" },
    variables: {},
    path: (process.env["PATH"] ?? "").split(delimiter),
    folder,
    fail: null,
    ...more,
  };
}

/** Where a test's job is run. */
export interface Ground {
  readonly folder: string;
  run(text: string, more?: Partial<JobOnRunner>, signal?: AbortSignal): Promise<JobEnded>;
  /** All that was told. */
  readonly told: readonly JobEvent[];
  remove(): void;
}

/** A folder in which jobs are run one after the other. */
export async function makeGround(): Promise<Ground> {
  const act = await findAct(() => {});
  const folder = mkdtempSync(join(tmpdir(), "runner-"));
  const actions = new Map([["octo-org/greet@v1", join(import.meta.dirname, "actions", "greet")]]);
  const runner = actRunner({ act, actions });
  const told: JobEvent[] = [];
  return {
    folder,
    told,
    run: (text, more, signal = new AbortController().signal) =>
      runner.run(jobOf(text, join(folder, "job"), more), (event) => told.push(event), signal),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
