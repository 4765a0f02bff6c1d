import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Surroundings } from "./command-line.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** What is typed once a text has appeared since the last that was typed. */
export type Typed = readonly [after: RegExp, text: string];

/** How a command on a terminal ended. */
export interface EndedOnTerminal {
  readonly code: number | null;
  /** All that the terminal showed, without colours. */
  readonly shown: string;
}

/** Whether this system can give a command a terminal. */
export function hasTerminals(): boolean {
  const { status, stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  return status === 0 && stdout.includes("util-linux");
}

/** Runs the command line on a terminal, as a user who types. */
export function onTerminal(
  args: readonly string[],
  { cwd, env, program = main }: Surroundings,
  typed: readonly Typed[],
): Promise<EndedOnTerminal> {
  const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd,
    env: { ...process.env, ...env, NO_COLOR: "1" },
    signal: AbortSignal.timeout(90_000),
  });
  const waiting = [...typed];
  let shown = "";
  let seen = 0;
  child.stdout.on("data", (data: Buffer) => {
    shown += stripVTControlCharacters(data.toString());
    const [next] = waiting;
    if (!next?.[0].test(shown.slice(seen))) return;
    seen = shown.length;
    waiting.shift();
    child.stdin.write(next[1]);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, shown: shown.replaceAll(/\r+\n/g, "\n") }));
  });
}
