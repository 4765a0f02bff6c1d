import { spawn } from "node:child_process";

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  /** Both of its outputs. */
  readonly output: string;
}

/** Runs a program to its end, without blocking: the service that it talks to may be in this very process. */
export function run(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // No proxy, nobody's own settings: what is asked for is on this machine.
    const env = {
      ...process.env,
      NO_PROXY: "127.0.0.1",
      no_proxy: "127.0.0.1",
      PIP_CONFIG_FILE: "/dev/null",
      ...variables,
    };
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
