import { spawn } from "node:child_process";
import process from "node:process";

/** What a program is run with besides its arguments. */
export interface ProgramOptions {
  /** @default this process's */
  readonly folder?: string;
  /** Added to this process's environment. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs a program and answers what it printed; throws what it complained of where it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { folder, variables = {} }: ProgramOptions = {},
): Promise<string> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (told.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (told.err += text));
  const code = await new Promise<number | null>((done, fail) => {
    child.once("error", fail).once("close", done);
  });
  if (code === 0) return told.out;
  throw new Error(told.err.trim() || `${program} ended with ${String(code)}`);
}
