import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { buildDocuments } from "../../../documents/documents.ts";
import type { Plan } from "../../../plan/plan.ts";
import { jobOf, readWorkflow, stepOf } from "../read-workflow.ts";
import type { BuildEnvironment } from "./build-environment.ts";

/** What must not matter to the bytes of a build. */
export interface Surroundings {
  /** Everything is done below it; it is made. */
  readonly folder: string;
  readonly umask: string;
  /** When the sources were written, in seconds since 1970. */
  readonly written: number;
  readonly environment: BuildEnvironment;
}

/** SHA-256 of each built file by its name. */
export type Built = Readonly<Record<string, string>>;

/** Makes a checkout of an sdist's sources, without what its own build had put there, and with the delivered files. */
export function checkOut(sdist: string, plan: Plan, { folder, umask, written }: Surroundings): string {
  const repository = join(folder, "repository");
  mkdirSync(repository, { recursive: true });
  const unpack = 'umask "$0" && tar -xzf "$1" -C "$2" --strip-components=1 --no-same-permissions';
  execFileSync("bash", ["-c", unpack, umask, sdist, repository]);
  const leftovers = "rm -rf ./PKG-INFO ./setup.cfg ./*.egg-info ./src/*.egg-info";
  execFileSync("bash", ["-c", leftovers], { cwd: repository });
  for (const { path, content } of buildDocuments(plan).documents) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  }
  const date = "1700000000 +0000";
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const who = [
    "-c",
    "user.name=Somebody",
    "-c",
    "user.email=somebody@example.com",
    "-c",
    "commit.gpgsign=false",
  ];
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    [...who, "commit", "--quiet", "--message=Import"],
  ])
    execFileSync("git", args, { cwd: repository, env });
  execFileSync("find", [".", "-exec", "touch", "-h", "-d", `@${written}`, "{}", "+"], { cwd: repository });
  return repository;
}

/** Runs steps of the delivered build job as a runner does, and answers what it left. */
export function runSteps(
  repository: string,
  plan: Plan,
  run: Surroundings & { readonly steps: readonly string[] },
): Built {
  const job = jobOf(readWorkflow(plan, "build.yml"), "build");
  const temp = join(run.folder, "temp");
  mkdirSync(temp, { recursive: true });
  for (const id of run.steps) {
    const { run: script = "", env = {} } = stepOf(job, id);
    const values = Object.entries(env).map(([name, value]): [string, string] => [name, valueOf(value, temp)]);
    const variables = {
      ...Object.fromEntries(values),
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: outputFile(temp, id),
    };
    runScript({ ...run, script, cwd: repository, variables });
  }
  return builtIn(join(temp, "dist"));
}

/** What a script is run with, besides the surroundings. */
export interface Script extends Surroundings {
  readonly script: string;
  readonly cwd: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs a script under the surroundings' umask, with its Python and this Node first on the PATH. */
export function runScript({ script, cwd, umask, environment, variables }: Script): void {
  const path = [environment.bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  const { SOURCE_DATE_EPOCH: _, ...inherited } = process.env;
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", `umask ${umask}\n${script}`];
  const env = { ...inherited, ...variables, PATH: path };
  const { status, stdout, stderr } = spawnSync("bash", args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`exit code ${status}\n${stdout}${stderr}`.slice(-4000));
}

export function builtIn(dist: string): Built {
  const hash = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(dist, name)))
      .digest("hex");
  return Object.fromEntries(
    readdirSync(dist)
      .sort()
      .map((name) => [name, hash(name)]),
  );
}

function outputFile(temp: string, step: string): string {
  return join(temp, `output-${step}`);
}

function outputsOf(temp: string, step: string): Readonly<Record<string, string>> {
  const file = outputFile(temp, step);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return Object.fromEntries(lines.map((line) => [line.split("=")[0] ?? "", line.replace(/^[^=]*=/, "")]));
}

/** Outputs of the steps before stand in for the expressions that name them. */
function valueOf(text: string, temp: string): string {
  return text.replaceAll(
    /\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}/g,
    (_, step: string, name: string) => outputsOf(temp, step)[name] ?? "",
  );
}
