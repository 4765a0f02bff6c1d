import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { seedGitHub } from "../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../rehearsal/github/server.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** A project of an operator: a backend of theirs, a passphrase, plugins on PATH, and a GitHub at an address. */
export interface RealProject extends AsyncDisposable {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The git repository on the emulated GitHub. */
  readonly repository: string;
  writeStack(text: string): Promise<void>;
  /** Runs the engine's own command line. */
  pulumi(...args: readonly string[]): Promise<string>;
  /** Asks GitHub, as somebody else would. */
  github(method: string, path: string): Promise<unknown>;
}

/** What nobody may be shown. */
export const passphrase = "a-passphrase-of-the-tests";

/** Makes the project, without a stack in its backend. */
export async function createRealProject(): Promise<RealProject> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-real-"));
  const root = join(folder, "github");
  const repository = { owner: "octo", name: "pkg", defaultBranch: "main", visibility: "public" } as const;
  await mkdir(root);
  await seedGitHub(root, { repositories: [repository], users: [], teams: [] });
  const github = await startEmulatedGitHub({ root });
  await mkdir(join(folder, "state"));
  // As the project's own, which stands beside the provider.
  const plugins = { providers: [{ name: "slipway", path: join(project, "provider") }] };
  await writeFile(
    join(folder, "Pulumi.yaml"),
    JSON.stringify({ name: "slipway", runtime: "nodejs", plugins }),
  );
  const env = {
    PATH: pathWithPlugins(),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    GITHUB_BASE_URL: github.url,
    GITHUB_TOKEN: "token-of-the-tests",
  };
  return {
    folder,
    env,
    repository: join(root, "repository", "octo", "pkg"),
    writeStack: (text) => writeFile(join(folder, "Pulumi.test.yaml"), text),
    async pulumi(...args) {
      const options = { cwd: folder, env: { ...process.env, ...env } };
      const { stdout } = await promisify(execFile)("pulumi", [...args, "--non-interactive"], options);
      return stdout;
    },
    async github(method, path) {
      const headers = { Authorization: "Bearer somebody-else" };
      const response = await fetch(`${github.url}repos/octo/pkg${path}`, { method, headers });
      return response.status === 204 ? null : response.json();
    },
    async [Symbol.asyncDispose]() {
      await github.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function pathWithPlugins(): string {
  const plugins = join(project, "rehearsal", "providers", "bin");
  return [plugins, join(project, ".slipway", "bin"), process.env["PATH"]].join(delimiter);
}
