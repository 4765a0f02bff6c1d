import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The most that git may print (bytes): a repository of a million files fits. */
const mostOutput = 256 * 1024 * 1024;

/**
 * What git prints, its last line's end cut off; null where it fails. Programs that the repository's own settings name
 * are not run: the folder may be anybody's.
 */
export async function askGit(folder: string, args: readonly string[]): Promise<string | null> {
  const harmless = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  try {
    const options = { env, maxBuffer: mostOutput, timeout: 60_000 };
    const { stdout } = await run("git", [...harmless, "-C", folder, ...args], options);
    return stdout.replace(/\r?\n$/, "");
  } catch {
    return null;
  }
}
