import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TokenRequest } from "../../../rehearsal/github/server.ts";
import { useAction } from "./actions.ts";
import { type Contexts, type Status, interpolate, isMet } from "../../../rehearsal/workflow/expressions.ts";
import type { Ground } from "./ground.ts";
import { outputsOf } from "./run.ts";
import { runScript } from "./script.ts";
import type { Job, Leg, Step } from "./workflow.ts";

/** How a job ended. */
export interface JobEnded {
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** What its steps said. */
  readonly log?: string;
}

/** A job that is run. */
export interface Running {
  readonly id: string;
  readonly job: Job;
  readonly contexts: Contexts;
}

/** A job on its runner. */
export interface Runner {
  readonly ground: Ground;
  readonly jobId: string;
  readonly workspace: string;
  readonly temp: string;
  readonly tokens: TokenRequest | null;
  readonly permissions: Job["permissions"];
  /** Registries that a step signed in to. */
  readonly signedIn: Set<string>;
  /** Folders that come first on the PATH, as steps added them. */
  readonly path: string[];
}

/** Runs a job's legs one after the other; of an output that some leave empty, what others told counts. */
export async function runJob(running: Running, ground: Ground): Promise<JobEnded> {
  const include = running.job.strategy?.matrix.include;
  const legs: readonly Leg[] = include === undefined ? [{}] : ground.legs(include);
  let outputs: JobEnded["outputs"] = {};
  let log = "";
  for (const [at, leg] of legs.entries()) {
    const folder = join(ground.folder, "jobs", `${running.id}-${at}`);
    const ended = await runLeg(running, { ground, leg, folder });
    if (ended.result === "failure") return ended;
    const told = Object.entries(ended.outputs).filter(([name, text]) => text !== "" || !(name in outputs));
    outputs = { ...outputs, ...Object.fromEntries(told) };
    log += ended.log ?? "";
  }
  return { result: "success", outputs, log };
}

interface OnLeg {
  readonly ground: Ground;
  readonly leg: Leg;
  readonly folder: string;
}

async function runLeg({ id, job, contexts }: Running, { ground, leg, folder }: OnLeg): Promise<JobEnded> {
  rmSync(folder, { recursive: true, force: true });
  const [workspace, temp] = [join(folder, "workspace"), join(folder, "temp")];
  for (const one of [workspace, temp]) mkdirSync(one, { recursive: true });
  const tokens = job.permissions["id-token"] === "write" ? ground.allowTokens(claimsOf(job, ground)) : null;
  const { permissions } = job;
  const began = { permissions, signedIn: new Set<string>(), path: [...ground.path] };
  const runner: Runner = { ground, jobId: id, workspace, temp, tokens, ...began };
  const steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
  const around = { ...contexts, matrix: leg, runner: { temp }, steps };
  let status: Status = { success: true, failure: false, cancelled: false };
  let log = "";
  for (const step of job.steps) {
    if (!isMet(step.if, around, status)) continue;
    const at = { name: `${id}.${step.id}`, leg };
    const ended = (await ground.instead(at, runner)) ?? (await runStep(step, { around, status, runner }));
    log += `== ${id}: ${step.name}\n${ended.log}`;
    steps[step.id] = { outputs: ended.outputs };
    if (!ended.ok && step["continue-on-error"] !== true)
      status = { success: false, failure: true, cancelled: false };
  }
  if (tokens !== null) ground.revokeTokens(tokens);
  return { result: status.success ? "success" : "failure", outputs: outputsOf(job, around, status), log };
}

/** How a step ended. */
export interface StepEnded {
  readonly ok: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
}

interface Surroundings {
  readonly around: Contexts;
  readonly status: Status;
  readonly runner: Runner;
}

async function runStep(step: Step, { around, status, runner }: Surroundings): Promise<StepEnded> {
  const fill = (values: Step["with"]) =>
    Object.fromEntries(
      Object.entries(values ?? {}).map(([name, value]) => [name, interpolate(String(value), around, status)]),
    );
  if (step.uses !== undefined) return useAction(step.uses, fill(step.with), runner);
  const folder = interpolate(step["working-directory"] ?? ".", around, status);
  return runScript({ script: step.run ?? "", folder, env: fill(step.env) }, runner);
}

function claimsOf(job: Job, { github }: Ground) {
  return {
    repository: github.repository,
    repository_id: "1",
    repository_owner: github.repository_owner,
    repository_owner_id: "2",
    repository_visibility: "public" as const,
    ref: github.ref,
    sha: github.sha,
    workflow_ref: github.workflow_ref,
    workflow: github.workflow,
    event_name: github.event_name,
    run_id: github.run_id,
    run_attempt: github.run_attempt,
    actor: github.repository_owner,
    ...(job.environment !== undefined && { environment: job.environment }),
  };
}
