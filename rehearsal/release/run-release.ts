import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../toolchain/places.js";
import { repositoryFolder } from "../github/git/repository.ts";
import { findPythons } from "../python/find.ts";
import { actRunner } from "../runner/act-runner.ts";
import { findAct } from "../runner/act.ts";
import { thisMachine } from "../workflow/machine.ts";
import { type Workflow, readWorkflow } from "../workflow/workflow.ts";
import type { Run, RunEnded, RunGround } from "../workflow-run/ground.ts";
import { runWorkflow } from "../workflow-run/run.ts";
import type { Begun } from "./begin.ts";
import { failingStep } from "./failing-step.ts";
import { type RunOnGitHub, actionFolders, openJob, tellRun } from "./job-ground.ts";
import type { Rehearsal } from "./rehearse.ts";
import type { ReleaseReport } from "./report.ts";
import { reportOf } from "./report-of.ts";
import { standInFor } from "./elsewhere/elsewhere.ts";
import { type ReleaseState, writeState } from "./state.ts";

/** Runs release.yml, or what is left of it, and reports what came of it. */
export async function runRelease(rehearsal: Rehearsal, begun: Begun, since: number): Promise<ReleaseReport> {
  const { request, places } = rehearsal;
  const { state } = begun;
  const file = "release.yml";
  const workflow = (request.altered ?? itself)(workflowAt(begun, file));
  const fail = failingStep(workflow, request.fail);
  const keep = (change: Partial<ReleaseState>) => writeState(places.state, { ...state, ...change });
  keep({ result: "running" });
  const ran = await runDelivered(rehearsal, begun, {
    file,
    workflow,
    event: { name: state.event, ref: `refs/tags/${state.tag}`, inputs: state.inputs },
    kept: state.kept,
    fail,
    settled: (kept) => keep({ result: "running", kept }),
  });
  const report = await reportOf(rehearsal, begun, { ...ran, workflow, since });
  keep({ result: report.result === "succeeded" ? "succeeded" : "failed", kept: ran.kept });
  return report;
}

/** A delivered workflow that is to be run. */
export interface Delivered {
  /** File name. */
  readonly file: string;
  readonly workflow: Workflow;
  readonly event: {
    readonly name: "push" | "workflow_dispatch";
    readonly ref: string;
    readonly inputs: Readonly<Record<string, string>>;
  };
  readonly kept: Run["kept"];
  readonly fail: Run["fail"];
  readonly settled: (kept: Run["kept"]) => void;
}

/** Runs a delivered workflow as a run of the emulated GitHub. */
export async function runDelivered(
  { request, places, told, signal }: Rehearsal,
  { world, state }: Pick<Begun, "world" | "state">,
  { file, workflow, event, kept, fail, settled }: Delivered,
): Promise<RunEnded> {
  const say = (text: string) => told({ kind: "preparing", text });
  const github = contextOf(
    { world, state },
    { file, workflow, event },
    commitOf(world, places.github, event.ref),
  );
  const cache = join(cacheFolder(), "rehearsal");
  const on: RunOnGitHub = { world, places, workflow, file, github, cache };
  const began = Date.now();
  await tellRun(on, [], { status: "in_progress", began });
  const ground: RunGround = {
    runner: (request.around ?? itself)(
      actRunner({ act: await findAct(say), actions: actionFolders(workflow) }),
    ),
    folder: join(places.runs, github.run_id, github.run_attempt),
    here: thisMachine(),
    pythons: findPythons().map(({ minor }) => minor),
    atOnce: request.jobs ?? availableParallelism(),
    open: (_, job) => openJob(on, job),
    deploy: (environment) => mayDeploy(request, { world }, { environment, ref: event.ref }),
    standIn: (leg) => standInFor(leg, on),
    settled: async (reports, now) => {
      settled(now);
      await tellRun(on, reports, { status: "in_progress", began });
    },
    told,
  };
  const ended = await runWorkflow(
    { workflow, file, github, inputs: event.inputs, kept, fail },
    ground,
    signal,
  );
  const isWell = ended.reports.every(({ outcome }) => outcome.kind !== "ran" || outcome.result === "success");
  await tellRun(on, ended.reports, { status: isWell ? "success" : "failure", began });
  return ended;
}

function itself<Given>(given: Given): Given {
  return given;
}

/** A workflow as it stands at the commit that is released. */
export function workflowAt(
  { world, state, github }: Pick<Begun, "world" | "state" | "github">,
  file: string,
): Workflow {
  const path = `.github/workflows/${file}`;
  const args = ["show", `${state.commit}:${path}`];
  return readWorkflow(
    execFileSync("git", args, { cwd: repositoryFolder(github, world.fullName), encoding: "utf8" }),
  );
}

function commitOf({ fullName }: Begun["world"], github: string, ref: string): string {
  const args = ["rev-parse", `${ref}^{commit}`];
  return execFileSync("git", args, { cwd: repositoryFolder(github, fullName), encoding: "utf8" }).trim();
}

function contextOf(
  { world, state }: Pick<Begun, "world" | "state">,
  { file, workflow, event }: Pick<Delivered, "file" | "workflow" | "event">,
  sha: string,
): Run["github"] {
  const { owner, name, defaultBranch } = world.plan.repository;
  return {
    repository: world.fullName,
    repository_owner: owner,
    actor: owner,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags)\//, ""),
    sha,
    workflow: workflow.name,
    workflow_ref: `${world.fullName}/.github/workflows/${file}@${event.ref}`,
    event_name: event.name,
    run_id: String(state.run),
    run_attempt: String(state.attempt),
    event: {
      ref: event.ref,
      repository: { full_name: world.fullName, name, default_branch: defaultBranch, owner: { login: owner } },
    },
  };
}

/** The environment's own rules first, then a person. */
async function mayDeploy(
  request: Rehearsal["request"],
  { world }: Pick<Begun, "world">,
  { environment, ref }: { readonly environment: string; readonly ref: string },
): Promise<string | null> {
  const fault = world.github.deploymentFault(world.fullName, environment, ref);
  if (fault !== null) return fault;
  const reviewers = world.github.reviewersOf(world.fullName, environment);
  if (reviewers.length === 0 || (await request.approve(environment, reviewers))) return null;
  return `no reviewer of ${environment} approved it`;
}
