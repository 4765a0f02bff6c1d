import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A devpi server. */
export interface Devpi {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Who the server's index `dev` belongs to. */
export const devpiUser = { username: "tester", password: "for-tests" };

/** Starts a server below a folder, with a user and an empty index `dev` that keeps what it was given. */
export async function startDevpiServer(bin: string, root: string): Promise<Devpi> {
  const folder = join(root, "server");
  const passwd = ["--root-passwd", devpiUser.password];
  execFileSync(join(bin, "devpi-init"), ["--serverdir", folder, "--no-root-pypi", ...passwd], {
    stdio: "pipe",
  });
  const port = await freePort();
  const where = ["--serverdir", folder, "--host", "127.0.0.1", "--port", String(port)];
  const server = spawn(join(bin, "devpi-server"), [...where, "--offline-mode"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // It must not outlive tests that are ended halfway.
  const orphaned = () => server.kill("SIGKILL");
  process.once("exit", orphaned);
  server.once("exit", () => process.off("exit", orphaned));
  const said: Buffer[] = [];
  server.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const url = `http://127.0.0.1:${port}/`;
  try {
    await answering(url, server);
    await makeIndex(url);
  } catch (error) {
    await end(server);
    throw new Error(`devpi: ${Buffer.concat(said).toString("utf8").slice(-2000)}`, { cause: error });
  }
  return { url, close: () => end(server) };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Half a minute at most, on a machine that has other things to do. */
async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`ended with ${server.exitCode}`);
    const answer = await fetch(`${url}+api`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  throw new Error("does not answer");
}

async function makeIndex(url: string): Promise<void> {
  const { username, password } = devpiUser;
  await call(`${url}${username}`, "PUT", { body: { password, email: "tester@example.com" } });
  const login = await call(`${url}+login`, "POST", { body: { user: username, password } });
  const { result } = (await login.json()) as { readonly result: { readonly password: string } };
  const auth = Buffer.from(`${username}:${result.password}`).toString("base64");
  await call(`${url}${username}/dev`, "PUT", { body: { bases: [], volatile: false }, auth });
}

async function call(
  url: string,
  method: string,
  { body, auth }: { readonly body: unknown; readonly auth?: string },
): Promise<Response> {
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    ...(auth !== undefined && { "x-devpi-auth": auth }),
  };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGKILL");
  });
}
