import { type ChildProcess, spawn } from "node:child_process";

/** How a program ended: by itself with a code, or killed. */
export interface Exit {
  readonly code: number | null;
  readonly killed: boolean;
  /** Both of its outputs. */
  readonly output: string;
}

/** What a program is run in. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timer?: number;
}

/** Runs one program at a time, and ends the one that runs as a machine that goes down does. */
export class Programs {
  #running: ChildProcess | null = null;

  /** `kill -9`; whether there was one to end. */
  kill(): boolean {
    return this.#running?.kill("SIGKILL") ?? false;
  }

  /** Runs Node; ends it after `timer` milliseconds, where one is given. */
  run(args: readonly string[], { cwd, env, timer }: Surroundings): Promise<Exit> {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#running = child;
    const timeout = timer === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), timer);
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        clearTimeout(timeout);
        this.#running = null;
        const output = Buffer.concat(chunks).toString("utf8");
        resolve({ code, killed: signal === "SIGKILL", output });
      });
    });
  }
}
