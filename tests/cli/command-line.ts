import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JsonOutcome } from "../../cli/show/json.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a command runs. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A program that is run instead of the command line. */
  readonly program?: string;
  readonly onStart?: (pid: number) => void;
  /** Told the arguments of every process on the machine, again and again while the command runs. */
  readonly watch?: (processes: readonly string[]) => void;
}

/** Runs the command line as a user would. */
export async function slipway(
  args: readonly string[],
  { cwd, env, program = main, onStart, watch }: Surroundings,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...env } });
  if (child.pid !== undefined) onStart?.(child.pid);
  const timer = watch && setInterval(() => watch(allArguments()), 30);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearInterval(timer);
  return { code, stdout, stderr };
}

/** What a command printed with `--json`: the one object, and nothing beside it. */
export async function slipwayJson(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<JsonOutcome & { readonly code: number | null }> {
  const { code, stdout, stderr } = await slipway([...args, "--json"], surroundings);
  try {
    return { ...(JSON.parse(stdout) as JsonOutcome), code };
  } catch (cause) {
    throw new Error(`no JSON but: ${stdout}${stderr}`, { cause });
  }
}

function allArguments(): string[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return [readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ")];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}
