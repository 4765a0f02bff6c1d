import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Runner, StepEnded } from "./job.ts";

/** A script as a step has it. */
export interface Script {
  readonly script: string;
  /** From the workspace. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a script by bash as GitHub's runner does, and reads what it handed on. */
export async function runScript({ script, folder, env }: Script, runner: Runner): Promise<StepEnded> {
  const output = join(runner.temp, "output");
  rmSync(output, { force: true });
  const variables = {
    ...inherited(),
    ...runner.ground.variables(runner.jobId),
    ...gitHubVariables(runner),
    ...runner.tokens,
    ...env,
    GITHUB_OUTPUT: output,
    PATH: [...runner.path, process.env["PATH"] ?? ""].join(delimiter),
  };
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: resolve(runner.workspace, folder),
    env: variables,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (log += text));
  }
  const code = await new Promise((done) => child.once("close", done));
  return {
    ok: code === 0,
    outputs: existsSync(output) ? parseOutputs(readFileSync(output, "utf8")) : {},
    log,
  };
}

/** Nothing of the machine's own settings but what programs need to be found and to keep their caches. */
function inherited(): Readonly<Record<string, string>> {
  const kept = [
    "HOME",
    "LANG",
    "XDG_CACHE_HOME",
    "PIP_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "PIP_CERT",
    "SSL_CERT_FILE",
    "NODE_EXTRA_CA_CERTS",
  ];
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      kept.includes(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

function gitHubVariables({ ground: { github }, workspace, temp }: Runner): Readonly<Record<string, string>> {
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    GITHUB_STEP_SUMMARY: join(temp, "summary.md"),
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_OWNER: github.repository_owner,
    GITHUB_ACTOR: github.actor,
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.ref_name,
    GITHUB_SHA: github.sha,
    GITHUB_EVENT_NAME: github.event_name,
    GITHUB_RUN_ID: github.run_id,
    GITHUB_RUN_ATTEMPT: github.run_attempt,
    GITHUB_WORKFLOW_REF: github.workflow_ref,
  };
}

/** Both forms: `name=value`, and `name<<end` with lines up to `end`. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const [, name = "", mark, rest = ""] = /^([^=<]+)(=|<<)(.*)$/.exec(lines[at] ?? "") ?? [];
    if (mark === "=") outputs[name] = rest;
    if (mark !== "<<") continue;
    const end = lines.indexOf(rest, at + 1);
    outputs[name] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return outputs;
}
