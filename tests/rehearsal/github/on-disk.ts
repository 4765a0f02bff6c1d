import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The work tree of `owner/name`, as a person finds it. */
export function workTree(root: string, fullName: string): string {
  return join(root, "repository", fullName);
}

/** Runs git there as a person does, with a name but without settings of the machine. */
export function git(folder: string, ...command: string[]): string {
  const person = ["-c", "user.name=Mona", "-c", "user.email=mona@example.com"];
  const env = { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...person, ...command], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: "pipe",
  }).trim();
}

/** Every file below a folder with what it holds, by path. */
export function files(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length + 1);
    if (entry.isFile() && !path.startsWith(".git/")) found.set(path, readFileSync(file, "utf8"));
  }
  return found;
}
