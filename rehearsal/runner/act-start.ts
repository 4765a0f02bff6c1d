import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { readEvent } from "./act-event.ts";
import type { ActRunnerOptions } from "./act-runner.ts";
import { label } from "./job-file.ts";
import { type JobFolders, actionsOf, writeFiles } from "./job-folder.ts";
import type { JobOnRunner } from "./job.ts";
import { endProcesses, marker } from "./leftovers.ts";
import { forgetMark, keepMark } from "./marks.ts";
import { endMounts } from "./mounts.ts";
import type { Progress } from "./progress.ts";
import { surroundings } from "./surroundings.ts";

/** How a start of act ended. */
export type ActEnded =
  | { readonly kind: "ended"; /** The end of what it wrote for people. */ readonly said: string }
  | { readonly kind: "aborted" }
  | { readonly kind: "too-long"; readonly minutes: number };

/** What a start of act is about. */
export interface ActStart {
  readonly job: JobOnRunner;
  readonly folders: JobFolders;
  readonly progress: Progress;
  readonly options: ActRunnerOptions;
}

/** GitHub's own, where a job names none. */
const defaultMinutes = 360;
/** Between asking a job's processes to end and ending them. */
const graceSeconds = 2;

/** Runs a job by act to its end, or until it is to end; nothing that it started is there afterwards. */
export async function runAct(start: ActStart, signal: AbortSignal): Promise<ActEnded> {
  if (wasAborted(signal)) return { kind: "aborted" };
  const minutes = minutesOf(start.job);
  const mark = { value: randomUUID(), folder: start.folders.work };
  const timeout = new AbortController();
  const timer = setTimeout(() => {
    timeout.abort();
  }, minutes * 60_000);
  writeFiles(start.job, start.folders);
  keepMark(start.job.folder, mark);
  const child = spawnAct(start, mark.value);
  const ending: Promise<void>[] = [];
  const end = () => {
    // act first, which would go on to the next step.
    child.kill("SIGKILL");
    ending.push(endProcesses(mark, graceSeconds));
  };
  for (const one of [signal, timeout.signal]) one.addEventListener("abort", end, { once: true });
  try {
    const said = await followed(child, start);
    await Promise.all(ending);
    if (wasAborted(signal)) return { kind: "aborted" };
    return timeout.signal.aborted ? { kind: "too-long", minutes } : { kind: "ended", said };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    await endProcesses(mark, 0);
    forgetMark(start.job.folder);
    endMounts(start.job.folder);
    forget(start.folders);
  }
}

/** An expression may stand there, which is not looked into. */
function minutesOf({ workflow, id }: JobOnRunner): number {
  const minutes: unknown = workflow.jobs[id]?.["timeout-minutes"];
  return typeof minutes === "number" ? minutes : defaultMinutes;
}

/** It may be at any moment. */
function wasAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function spawnAct({ job, folders, options }: ActStart, mark: string) {
  const { files, start, work, home, temp, shell } = folders;
  const locals = [...new Set(actionsOf(job).values())].flatMap((key) => {
    const folder = options.actions.get(key);
    return folder === undefined ? [] : ["--local-repository", `${key}=${folder}`];
  });
  const args = [
    ...[job.github.event_name, "--json", "--insecure-secrets", "--workflows", files.workflow],
    ...["--eventpath", files.event, "--actor", job.github.actor, "--directory", start],
    ...["--env-file", files.variables, "--secret-file", files.secrets],
    ...["--var-file", files.none, "--input-file", files.none],
    ...["--platform", `${label}=-self-hosted`, "--action-cache-path", work],
    ...["--no-skip-checkout", "--no-cache-server", "--action-offline-mode", ...locals],
  ];
  return spawn(options.act, args, {
    cwd: start,
    env: { ...surroundings({ home, temp, path: [shell, ...job.path] }), [marker]: mark },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

type Act = ReturnType<typeof spawnAct>;

/** The end of what it said for people, once it has ended. Its own stars would hide what its events are known by. */
async function followed(child: Act, { job, folders, progress }: ActStart): Promise<string> {
  let said = "";
  createInterface(child.stdout).on("line", (line) => {
    forget(folders);
    const event = readEvent(line, job.id);
    if (event !== null) progress.take(event);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-saidMost)));
  return new Promise((done) => {
    child.once("error", (error) => {
      done(error.message);
    });
    child.once("close", () => {
      done(said);
    });
  });
}

const saidMost = 4_000;

/** It has read them once it says something. */
function forget({ files }: JobFolders): void {
  for (const file of [files.variables, files.secrets]) rmSync(file, { force: true });
}
