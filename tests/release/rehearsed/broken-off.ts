import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

/** Starts a rehearsal in a process of its own, and sends it the signals once a job has begun; answers when it has ended. */
export async function breakOff(
  { folder, root }: { readonly folder: string; readonly root: string },
  job: string,
  signals: readonly NodeJS.Signals[],
): Promise<number | NodeJS.Signals | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "child.ts"), folder, root], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface(child.stdout).on("line", (line) => {
    if (!line.startsWith(`started ${job}`)) return;
    void whenProcesses(root).then(() => {
      for (const signal of signals) child.kill(signal);
    });
  });
  return await new Promise((done) => child.once("exit", (code, signal) => done(signal ?? code)));
}

async function whenProcesses(folder: string): Promise<void> {
  while (processesIn(folder).length === 0) await new Promise((done) => setTimeout(done, 20));
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
