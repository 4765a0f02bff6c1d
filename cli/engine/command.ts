import type { PulumiCommand } from "@pulumi/pulumi/automation/cmd.js";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { delimiter, dirname } from "node:path";
import type { Engine } from "./find.ts";

/** The engine's executable as the SDK wants it; its process can be ended whatever it is doing. */
export interface EngineCommand {
  readonly command: PulumiCommand;
  /** Kills the engine that runs, if any; what it was asked to do then fails. */
  readonly kill: () => void;
}

/** How long what an ended engine wrote may take to arrive (ms). */
const patience = 1000;

/**
 * Made by hand: `PulumiCommand.get` asks the engine for its version once more, and its `run` keeps the process
 * to itself, waits for whoever inherited its output, and knows no signal but the first.
 */
export async function engineCommand(
  { file, version }: Engine,
  onStart: (pid: number) => void = () => {},
): Promise<EngineCommand> {
  const { PulumiCommand: Command } = await import("@pulumi/pulumi/automation/index.js");
  const running = new Set<ChildProcess>();
  const run = (
    ...[args, cwd, environment, , , signal]: [
      readonly string[],
      string,
      Readonly<Record<string, string | undefined>>,
      unknown,
      unknown,
      AbortSignal?,
    ]
  ) => {
    const path = `${dirname(file)}${delimiter}${environment["PATH"] ?? process.env["PATH"] ?? ""}`;
    const env = { ...process.env, ...environment, PATH: path, PULUMI_AUTOMATION_API: "true" };
    const child = spawn(file, [...args, "--non-interactive"], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    if (child.pid !== undefined) onStart(child.pid);
    const stop = () => child.kill("SIGINT");
    signal?.addEventListener("abort", stop);
    return ended(child).finally(() => {
      running.delete(child);
      signal?.removeEventListener("abort", stop);
    });
  };
  const command = Object.create(Command.prototype) as PulumiCommand;
  return {
    command: Object.assign(command, { command: file, version: { toString: () => version }, run }),
    kill: () => running.forEach((child) => child.kill("SIGKILL")),
  };
}

/** The engine ended otherwise than well; the message has all that it wrote. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  /** Its exit code; null where a signal ended it. */
  readonly code: number | null;

  constructor(message: string, code: number | null) {
    super(message);
    this.code = code;
  }
}

interface Written {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** What a process wrote, once it has ended well; else an error with all it wrote. */
function ended(child: ChildProcess): Promise<Written> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null) => {
      const how = signal ? `was killed with ${signal}` : `ended with exit code ${code}`;
      if (code === 0) resolve({ stdout, stderr, code });
      else reject(new EngineFailure(`the engine ${how}\n${stderr}\n${stdout}`, code));
    };
    child.on("error", reject);
    child.on("close", settle);
    // Whoever inherited its output may hold it open for as long as it likes.
    child.on("exit", (code, signal) => setTimeout(() => settle(code, signal), patience).unref());
  });
}
