import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Debian's `docker-registry`, which keeps what is pushed in a folder. */
export interface Backend {
  readonly port: number;
  /** Ends it, and removes its folder where that is its own. */
  close(): Promise<void>;
}

/** How it is started. */
export interface BackendOptions {
  /** @default docker-registry */
  readonly program?: string;
  /** Folder that keeps what is pushed; it stays. @default one of its own, which goes with it */
  readonly root?: string;
}

/** Starts it on a free port of this machine; throws an Error where it is not installed, or does not come up. */
export async function startBackend({
  program = "docker-registry",
  root,
}: BackendOptions = {}): Promise<Backend> {
  const own = mkdtempSync(join(tmpdir(), "registry-"));
  const removeOwn = () => rmSync(own, { recursive: true, force: true });
  try {
    // Between finding a free port and taking it another process may have it: then the next is tried.
    for (let attempt = 1; ; attempt += 1) {
      const started = await start(program, { own, storage: join(root ?? own, "storage") });
      if ("said" in started) {
        if (attempt >= 3) throw new Error(`${program} does not start: ${started.said}`);
      } else {
        return { port: started.port, close: () => started.close().finally(removeOwn) };
      }
    }
  } catch (error) {
    removeOwn();
    throw error;
  }
}

async function start(
  program: string,
  { own, storage }: { readonly own: string; readonly storage: string },
): Promise<Backend | { readonly said: string }> {
  const port = await freePort();
  const config = join(own, "config.json");
  mkdirSync(storage, { recursive: true });
  writeFileSync(config, JSON.stringify(configOf(port, storage)));
  const server = spawn(program, ["serve", config], { stdio: ["ignore", "ignore", "pipe"] });
  const said: Buffer[] = [];
  server.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const missing = new Promise<never>((_, reject) => {
    server.once("error", () =>
      reject(new Error(`${program}: can't be run; install Debian's package docker-registry, and run again`)),
    );
  });
  // It must not outlive a program that is ended halfway.
  const orphaned = () => server.kill("SIGKILL");
  process.once("exit", orphaned);
  server.once("exit", () => process.off("exit", orphaned));
  if (await Promise.race([answers(port, server), missing])) {
    return { port, close: () => end(server) };
  }
  await end(server);
  return { said: Buffer.concat(said).toString("utf8").slice(-1000) };
}

/** As YAML, which JSON is. */
function configOf(port: number, rootdirectory: string): object {
  return {
    version: "0.1",
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}`, relativeurls: true },
  };
}

/** Half a minute at most, on a machine that has other things to do. */
async function answers(port: number, server: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) return false;
    const answer = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => null);
    if (answer?.ok === true) return true;
    await sleep(50);
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null)
    return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGKILL");
  });
}
