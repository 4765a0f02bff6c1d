import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { toolEnvironment } from "../../python/tool-environment.ts";

/** AWS as moto plays it, on this machine alone. */
export interface Moto {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Installs moto if it is not there, for tests that want it ready before their time counts. */
function motoTools(): Promise<string> {
  return toolEnvironment(["moto"], join(import.meta.dirname, "requirements.txt"));
}

/** Starts moto on this machine alone, on a port that it chooses itself: no other can have taken it in between. */
export async function startMoto(): Promise<Moto> {
  const bin = await motoTools();
  const server = spawn(join(bin, "moto_server"), ["--host", "127.0.0.1", "--port", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"],
      // Whatever is allowed to whom is judged elsewhere; names of images are made up.
      MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
      MOTO_ALLOW_NONEXISTENT_REGION: "false",
    },
  });
  const ended = once(server, "exit");
  const url = await announced(server.stderr);
  // What it tells of each request is dropped: a full pipe would hold it up.
  server.stderr.resume();
  return {
    url,
    stop: async () => {
      server.kill("SIGKILL");
      await ended;
    },
  };
}

/** Its address, which it tells once it listens. Throws where it ends before. */
async function announced(told: Readable): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: told })) {
    const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    lines.push(line);
    if (url !== undefined) return url;
  }
  throw new Error(`moto does not start: ${lines.slice(-5).join("; ")}`);
}
