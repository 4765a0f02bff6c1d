import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const project = join(import.meta.dirname, "..", "..");
const delivered = [
  "index.ts",
  "program.js",
  "package.json",
  ".npmrc",
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "Pulumi.prod.yaml",
  "config",
  "plan",
  "documents",
  "components",
  "provider",
];

/** What the CLI said and how it ended. */
export interface CliResult {
  readonly code: number;
  readonly output: string;
}

/** A copy of what the program needs, in which the pulumi CLI runs with backend, home and services of its own. */
export interface Clone extends AsyncDisposable {
  readonly folder: string;
  pulumi(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CliResult>;
}

/** Copies the program into a new folder; stand-ins for the vendor's plugins come from PATH, as plugins do. */
export async function cloneProgram(githubUrl: string): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-clone-"));
  for (const name of delivered) await cp(join(project, name), join(folder, name), { recursive: true });
  await symlink(join(project, "node_modules"), join(folder, "node_modules"));
  const state = join(folder, ".slipway", "state");
  await mkdir(state, { recursive: true });
  const environment = {
    ...process.env,
    PATH: pathWithPlugins(),
    PULUMI_HOME: join(folder, ".slipway", "home"),
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    SLIPWAY_TEST_NODE: process.execPath,
    GITHUB_BASE_URL: githubUrl,
    GITHUB_TOKEN: "token-of-the-tests",
  };
  return {
    folder,
    pulumi: (args, more = {}) => run(args, folder, { ...environment, ...more }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The PATH with the engine, the language host and the stand-ins; `first` before all of them. */
export function pathWithPlugins(...first: readonly string[]): string {
  const plugins = [
    join(import.meta.dirname, "language-host"),
    join(project, "rehearsal", "providers", "bin"),
  ];
  return [...first, ...plugins, join(project, ".slipway", "bin"), process.env["PATH"]].join(delimiter);
}

async function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<CliResult> {
  try {
    const { stdout, stderr } = await promisify(execFile)("pulumi", [...args, "--non-interactive"], {
      cwd,
      env,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (typeof code !== "number") throw error;
    return { code, output: stdout + stderr };
  }
}
