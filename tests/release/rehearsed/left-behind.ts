import { readFileSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

/** A port of this machine, and the socket that listens on it: another one may take the port at once. */
export interface Listening {
  readonly port: number;
  readonly socket: string;
}

/** What a process listens on. */
export function listeningOf(pid: number): readonly Listening[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        // It was closed meanwhile.
        return [];
      }
    }),
  );
  return listening().filter(({ socket }) => own.has(socket));
}

/** Those of them that still answer. */
export async function stillOpen(all: readonly Listening[]): Promise<readonly Listening[]> {
  const open: Listening[] = [];
  for (const one of all) {
    const isAnswered = await new Promise<boolean>((done) => {
      const socket = connect(one.port, "127.0.0.1");
      socket.once("connect", () => done(true)).once("error", () => done(false));
      socket.once("close", () => socket.destroy());
      socket.once("connect", () => socket.destroy());
    });
    if (isAnswered && listening().some(({ socket }) => socket === one.socket)) open.push(one);
  }
  return open;
}

function listening(): readonly Listening[] {
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .flatMap((line) => {
        const [, local = "", , state, , , , , , socket = ""] = line.trim().split(/\s+/);
        return state === "0A" ? [{ port: Number.parseInt(local.split(":")[1] ?? "", 16), socket }] : [];
      }),
  );
}

/** Command lines of processes that work in a folder. */
export function processesIn(folder: string): readonly string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, "latin1").includes(`${folder}/releases/`)) return [];
      const line = readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ").trim();
      return line === "" ? [] : [`${pid} ${line}`];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** What lies below a folder, with what would tell a change; of folders their names alone. */
export function listed(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .map((name) => {
      const seen = statSync(join(folder, name));
      return seen.isFile() ? `${name} ${seen.size} ${seen.mtimeMs}` : name;
    })
    .sort();
}
