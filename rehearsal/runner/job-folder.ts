import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { jobFile, writtenSteps, yamlOf } from "./job-file.ts";
import type { JobOnRunner } from "./job.ts";
import { endMounts } from "./mounts.ts";
import { writeShell } from "./shell.ts";
import { spread } from "./spread.ts";
import { furnish } from "./surroundings.ts";

/** Where the parts of a job lie, all of them below its own folder. */
export interface JobFolders {
  readonly log: string;
  /** act's working directory: a git repository whose head is the commit that is run, with nothing in it. */
  readonly start: string;
  /** Workspaces and copies of actions. */
  readonly work: string;
  readonly home: string;
  /** First on the PATH of steps. */
  readonly shell: string;
  readonly temp: string;
  /** Gone once the job has ended. */
  readonly passing: readonly string[];
  readonly files: ActFiles;
}

/** What act reads; none of its own default files. */
export interface ActFiles {
  readonly workflow: string;
  readonly event: string;
  readonly variables: string;
  readonly secrets: string;
  /** An empty one, where the user's could be taken else. */
  readonly none: string;
}

/** Makes a job's folder anew. */
export function makeFolders(folder: string): JobFolders {
  endMounts(folder);
  rmSync(folder, { recursive: true, force: true });
  const [start, work, home, temp, act] = ["start", "work", "home", "temp", "act"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  mkdirSync(folder, { recursive: true });
  spread([dirname(folder), folder]);
  for (const one of [start, work, temp, act]) mkdirSync(one, { recursive: true });
  spread([temp]);
  furnish(home);
  return {
    log: join(folder, "log.txt"),
    ...{ start, work, home, temp, shell: join(act, "shell") },
    passing: [start, work, home, temp, act],
    files: {
      workflow: join(act, "workflow.yml"),
      event: join(act, "event.json"),
      variables: join(act, "variables.yml"),
      secrets: join(act, "secrets.yml"),
      none: join(act, "none"),
    },
  };
}

/** Writes what act reads of a job: secrets in files of their owner alone, since every user can read a command line. */
export function writeFiles(job: JobOnRunner, { start, shell, files }: JobFolders): void {
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
  };
  const secrets = Object.entries(job.secrets).filter(([, value]) => value !== "");
  write(files.workflow, jobFile(job));
  write(files.event, JSON.stringify(payloadOf(job)));
  write(files.variables, yamlOf({ ...gitHubVariables(job), ...job.variables }));
  write(files.secrets, yamlOf(Object.fromEntries(secrets)));
  write(files.none, "");
  writeShell(shell, job.path);
  // The head is all that act reads of it; without a repository here it would take the one around it.
  for (const name of ["objects", "refs"]) mkdirSync(join(start, ".git", name), { recursive: true });
  write(join(start, ".git", "HEAD"), `${job.github.sha}\n`);
  write(join(start, ".git", "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
}

/** The event's payload as steps see it. */
export function payloadOf({ github, inputs }: JobOnRunner): Readonly<Record<string, unknown>> {
  return github.event_name === "workflow_dispatch" ? { ...github.event, inputs } : github.event;
}

/** Those of GitHub's variables that a run decides, and that act would make up. */
function gitHubVariables({ github }: JobOnRunner): Readonly<Record<string, string>> {
  return {
    GITHUB_ACTOR: github.actor,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_OWNER: github.repository_owner,
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.ref_name,
    GITHUB_SHA: github.sha,
    GITHUB_RUN_ID: github.run_id,
    GITHUB_RUN_ATTEMPT: github.run_attempt,
    GITHUB_WORKFLOW_REF: github.workflow_ref,
  };
}

/** Actions that a job's steps name, each once, as `owner/name@commit` with what is written. */
export function actionsOf(job: JobOnRunner): ReadonlyMap<string, string> {
  const uses = writtenSteps(job).flatMap(({ written }) =>
    typeof written["uses"] === "string" ? [written["uses"]] : [],
  );
  return new Map(uses.map((one) => [one, one.replace(/^([^/@]+\/[^/@]+)(?:\/[^@]*)?@/, "$1@")]));
}
