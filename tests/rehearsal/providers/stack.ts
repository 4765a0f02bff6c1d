import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  LocalWorkspace,
  PulumiCommand,
  type ConfigMap,
  type EngineEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation/index.js";

/** What one run of the engine did: operations by the resource's name, providers and the stack left out. */
export type Operations = Readonly<Record<string, string>>;

/** A stack in a temporary folder, on the real engine. */
export interface TestStack {
  readonly stack: Stack;
  /** `.slipway` of the stack. */
  readonly folder: string;
  /** All that the engine printed. */
  readonly output: () => string;
  up(program: PulumiFn): Promise<Operations>;
  preview(program: PulumiFn): Promise<Operations>;
  refresh(): Promise<Operations>;
  destroy(): Promise<void>;
}

/** What a test stack differs in. */
export interface TestStackOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: ConfigMap;
  /** Folders of providers that the project brings, by name. */
  readonly plugins?: Readonly<Record<string, string>>;
}

/** Makes a stack whose engine gets the given environment and configuration. */
export async function openStack(folder: string, options: TestStackOptions): Promise<TestStack> {
  const { env = {}, config = {}, plugins = {} } = options;
  // Of the SDK's type for a project, plugins are missing; its YAML has them.
  const projectSettings = {
    name: "rehearsal",
    runtime: "nodejs" as const,
    backend: { url: `file://${folder}` },
    plugins: { providers: Object.entries(plugins).map(([name, path]) => ({ name, path })) },
  };
  const stack = await LocalWorkspace.createStack(
    { stackName: "test", projectName: "rehearsal", program: () => Promise.resolve() },
    {
      pulumiCommand: await findEngine(),
      secretsProvider: "passphrase",
      workDir: folder,
      projectSettings,
      envVars: {
        PULUMI_CONFIG_PASSPHRASE: "for the tests",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_HOME: join(folder, "home"),
        ...env,
      },
    },
  );
  for (const [name, value] of Object.entries(config)) await stack.setConfig(name, value);
  const printed: string[] = [];
  const run = async (
    work: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ): Promise<Operations> => {
    const operations: Record<string, string> = {};
    await work((event) => {
      // The SDK's debug messages hold each answer as it came, secrets too; the engine shows them nowhere.
      if ((event.diagnosticEvent?.severity as string | undefined) !== "debug")
        printed.push(JSON.stringify(event));
      const { metadata } = event.resourcePreEvent ?? event.resOutputsEvent ?? {};
      if (metadata === undefined || metadata.type.startsWith("pulumi:")) return;
      operations[metadata.urn.split("::").at(-1) ?? ""] = metadata.op;
    });
    return operations;
  };
  const onOutput = (text: string): void => {
    printed.push(text);
  };
  return {
    stack,
    folder,
    output: () => printed.join("\n"),
    up: (program) => run((onEvent) => stack.up({ program, onEvent, onOutput })),
    preview: (program) => run((onEvent) => stack.preview({ program, onEvent, onOutput })),
    refresh: () => run((onEvent) => stack.refresh({ onEvent, onOutput })),
    destroy: async () => {
      await stack.destroy({ onOutput });
    },
  };
}

/** The text of all that the engine keeps of the stacks in a folder. */
export async function keptBy(folder: string): Promise<string> {
  const entries = await readdir(join(folder, ".pulumi"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts.join("\n");
}

/** A fresh temporary folder. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "slipway-"));
}

function findEngine(): Promise<PulumiCommand> {
  const root = resolve(".slipway");
  return PulumiCommand.get({
    ...(existsSync(join(root, "bin", "pulumi")) ? { root } : {}),
    skipVersionCheck: true,
  });
}
