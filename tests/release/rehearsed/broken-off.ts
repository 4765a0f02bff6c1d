import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { type Listening, listeningOf, processesIn } from "./left-behind.ts";

/** A rehearsal that was ended from outside. */
export interface BrokenOff {
  readonly ended: number | NodeJS.Signals | null;
  /** What it listened on. */
  readonly listened: readonly Listening[];
  /** The processes of its jobs before it was ended. */
  readonly ran: readonly string[];
}

/** Starts a rehearsal in a process of its own, and sends it a signal once a job hangs that did all it has to. */
export async function breakOff(
  { folder, root }: { readonly folder: string; readonly root: string },
  job: string,
  signal: NodeJS.Signals,
): Promise<BrokenOff> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "child.ts"), folder, root, job], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let before: Omit<BrokenOff, "ended"> = { listened: [], ran: [] };
  createInterface(child.stdout).on("line", () => {
    void hanging(root).then((ran) => {
      before = { listened: listeningOf(child.pid ?? 0), ran };
      child.kill(signal);
    });
  });
  const ended = await new Promise<BrokenOff["ended"]>((done) => {
    child.once("exit", (code, by) => done(by ?? code));
  });
  return { ended, ...before };
}

/** Once the job's last step waits, and what it left in the background. */
async function hanging(root: string): Promise<readonly string[]> {
  for (;;) {
    const ran = processesIn(root);
    if (ran.filter((line) => line.endsWith(" sleep 600")).length === 2) return ran;
    await new Promise((done) => setTimeout(done, 20));
  }
}
