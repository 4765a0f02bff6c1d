import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { toolEnvironment } from "../../python/tool-environment.ts";

/** AWS as moto plays it, on this machine alone. */
export interface Moto {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

/** How long it may take to answer (ms): it loads each service when it is first asked. */
const patience = 60_000;

/** Installs moto if it is not there, for tests that want it ready before their time counts. */
export function motoTools(): Promise<string> {
  return toolEnvironment(["moto"], join(import.meta.dirname, "requirements.txt"));
}

/** Starts moto on a free port of this machine alone. */
export async function startMoto(): Promise<Moto> {
  const bin = await motoTools();
  const port = await freePort();
  const server = spawn(join(bin, "moto_server"), ["--host", "127.0.0.1", "--port", String(port)], {
    stdio: "ignore",
    env: {
      PATH: process.env["PATH"],
      // Whatever is allowed to whom is judged elsewhere; names of images are made up.
      MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
      MOTO_ALLOW_NONEXISTENT_REGION: "false",
    },
  });
  const ended = once(server, "exit");
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url, server);
  return {
    url,
    stop: async () => {
      server.kill("SIGKILL");
      await ended;
    },
  };
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => null);
    if (answer?.ok === true) return;
    if (server.exitCode !== null || Date.now() > end) throw new Error(`moto does not answer at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
