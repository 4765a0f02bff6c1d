import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { seedGitHub } from "../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../rehearsal/github/server.ts";
import type { EmulatedGitHub } from "../../rehearsal/github/server.ts";
import type { Intercepted, Interception } from "../../rehearsal/github/http/intercept.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const at = (...path: readonly string[]) => join(project, ...path);

/** Name of the variable that tells the processes of a world from all others. */
export const mark = "SLIPWAY_CRASH_WORLD";

/** Values that are to be found nowhere on disk. */
export const planted = {
  value: "planted-value-of-a-secret-3f9c",
  token: "ghp_planted3f9c0000000000000000000000000",
  passphrase: "planted passphrase 3f9c",
} as const;

/** A project with its state, its accounts at an emulated GitHub in this process, and everything else beside it. */
export interface World {
  readonly folder: string;
  readonly github: string;
  readonly state: string;
  /** Address of the emulated GitHub. */
  readonly url: string;
  /** Decides what becomes of each request. */
  onRequest: (request: Intercepted) => Promise<Interception | undefined>;
  /** Starts a program of the project; it ends with its code. */
  start(args: readonly string[]): Started;
  close(): Promise<void>;
}

/** A process that was started. */
export interface Started {
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

const stackFile = `config:
  github:owner: octo
  slipway:package:
    name: pkg
    repository: octo/pkg
    kind: pure
    pythons: ["3.13"]
  slipway:index:
    name: testpypi
  slipway:secrets:
    PLANTED:
      reason: it has to be looked for
`;

/** Lays out a world with a new stack and a repository, to be copied. */
export async function layOutWorld(folder: string): Promise<void> {
  for (const name of ["state", "home", "tmp"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.crash.yaml"), stackFile);
  // It writes half a megabyte of its own log a run, where it may.
  writeFileSync(join(folder, "home", "logs"), "");
  await seedGitHub(join(folder, "github"), {
    repositories: [{ owner: "octo", name: "pkg", defaultBranch: "main", visibility: "public" }],
    users: ["octo"],
    teams: [],
  });
  pulumi(folder, ["stack", "init", "crash"]);
  pulumi(folder, ["config", "set", "--secret", "secrets:PLANTED", "--stack", "crash"], planted.value);
}

/** Opens a copy of a world that was laid out. */
export async function openWorld(layout: string, folder: string): Promise<World> {
  cpSync(layout, folder, { recursive: true });
  const github = join(folder, "github");
  const world: { onRequest: World["onRequest"] } = { onRequest: () => Promise.resolve(undefined) };
  const server: EmulatedGitHub = await startEmulatedGitHub({
    root: github,
    intercept: (request) => world.onRequest(request),
  });
  return Object.assign(world, {
    folder,
    github,
    state: join(folder, "state"),
    url: server.url,
    start: (args: readonly string[]) =>
      start(args, folder, { ...environment(folder), GITHUB_BASE_URL: server.url }),
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Runs a command of the engine on a world. Throws where it fails. */
export function pulumi(folder: string, args: readonly string[], input = ""): void {
  const options = { cwd: folder, env: environment(folder), input, encoding: "utf8" } as const;
  const { status, stderr } = spawnSync("pulumi", [...args, "--non-interactive"], options);
  if (status !== 0) throw new Error(`bench: pulumi ${args.join(" ")} ended with ${status}\n${stderr}`);
}

function environment(folder: string): NodeJS.ProcessEnv {
  const path = [at("rehearsal", "providers", "bin"), at(".slipway", "bin"), process.env["PATH"]];
  const { PULUMI_ACCESS_TOKEN: _own, ...rest } = process.env;
  return {
    ...rest,
    [mark]: folder,
    PATH: path.join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: planted.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    GITHUB_TOKEN: planted.token,
    TMPDIR: join(folder, "tmp"),
  };
}

function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, [...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (output += data.toString()));
  const ended = new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.on("error", reject);
    // Its engine may live on and hold what it inherited.
    child.on("exit", (code) => setTimeout(() => resolve({ code, output }), 50));
  });
  return { pid: child.pid ?? 0, ended };
}

/** The command that a user runs, and the same engine without any recovery. */
export const commands = {
  slipway: (program: readonly string[]) => [
    at("cli", "main.ts"),
    ...["up", "--stack", "crash", "--yes", "--skip-preview", "--json", ...program],
  ],
  plain: (program: readonly string[]) => [at("bench", "crashes", "plain-process.ts"), ...program],
} as const;
