import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import type { Engine } from "../engine/find.ts";
import type { StackPlace } from "../engine/stack.ts";

/** How a command of the engine ended. */
export interface Told {
  readonly ok: boolean;
  /** What it printed: the answer. */
  readonly answer: string;
  /** What it wrote beside it: why it failed. */
  readonly words: string;
}

/** Commands of the engine about one stack. What they print and read goes through pipes and is written nowhere. */
export interface EngineCommands {
  /** The state, with its secrets encrypted. */
  exportState(): Promise<Told>;
  importState(state: string): Promise<Told>;
  cancel(): Promise<Told>;
  /** The stack's configuration, secrets in clear. */
  configuration(): Promise<Told>;
}

export function engineCommands(engine: Engine, place: StackPlace): EngineCommands {
  const on = (...command: readonly string[]) => [...command, "--stack", place.stack];
  const run = (args: readonly string[], input?: string) => told(engine, place, { args, input });
  return {
    exportState: () => run(on("stack", "export")),
    importState: (state) => run(on("stack", "import"), state),
    cancel: () => run(["cancel", place.stack, "--yes"]),
    configuration: () => run(on("config", "--show-secrets", "--json")),
  };
}

interface Command {
  readonly args: readonly string[];
  readonly input: string | undefined;
}

function told(engine: Engine, place: StackPlace, { args, input }: Command): Promise<Told> {
  const path = `${dirname(engine.file)}${delimiter}${place.environment["PATH"] ?? process.env["PATH"] ?? ""}`;
  const home = place.homeFolder === undefined ? {} : { PULUMI_HOME: place.homeFolder };
  const child = spawn(engine.file, [...args, "--non-interactive", "--color", "never"], {
    cwd: place.workFolder,
    env: { ...process.env, ...place.environment, ...home, PATH: path },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let answer = "";
  let words = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (answer += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (words += text));
  // One that ends before it has read all tells why by itself.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ok: code === 0, answer, words }));
  });
}
