import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The project's folder. */
const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** What a process wrote, and how long it took from start to end. */
export interface Timed {
  readonly milliseconds: number;
  readonly output: string;
}

/** Runs a TypeScript file of the project by this very Node. Throws where it fails. */
export async function runTimed(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Timed> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`bench: ${args.join(" ")} ended with ${code}\n${errors}${output}`);
  return { milliseconds: performance.now() - started, output };
}
