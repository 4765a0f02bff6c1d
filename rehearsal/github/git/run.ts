import { execFile } from "node:child_process";
import { devNull } from "node:os";
import { dirname, resolve as resolvePath } from "node:path";

/** Who signs a commit. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Whoever commits when a request names nobody. */
export const rehearsal: Person = { name: "Slipway rehearsal", email: "rehearsal@slipway.invalid" };

/** Thrown when git refuses; `output` is what it said. */
class GitError extends Error {
  readonly output: string;
  /** Null: it did not run, or was ended by a signal. */
  readonly code: number | null;

  constructor(command: string, output: string, code: number | null = null) {
    super(`git ${command}: ${output.trim()}`);
    this.name = "GitError";
    this.output = output;
    this.code = code;
  }
}

/** Whether git changed nothing because a reference is not where it was expected to be, or a file was changed just now. */
export function isLostRace(error: unknown): boolean {
  return error instanceof GitError && lostRace.test(error.output);
}

/** What git ended with; null for whatever is not git's refusal. */
export function exitCode(error: unknown): number | null {
  return error instanceof GitError ? error.code : null;
}

const lostRace =
  /is at .* but expected|reference already exists|unable to resolve|not possible to fast-forward|overwritten by merge/i;

/** Settings that keep hooks, signing and background work of whatever origin out of the way. */
const settings = [
  ["core.hooksPath", devNull],
  ["core.fsmonitor", "false"],
  ["core.autocrlf", "false"],
  ["core.quotePath", "false"],
  ["commit.gpgSign", "false"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["safe.directory", "*"],
].flatMap(([key, value]) => ["-c", `${key}=${value}`]);

/** Arguments before git's command for a repository in `folder`. */
export function gitArguments(folder: string, command: readonly string[]): string[] {
  return ["-C", folder, ...settings, ...command];
}

/** An environment in which only `folder` is git's, whatever the user or a calling git hook has set. */
export function gitEnvironment(folder: string, person: Person = rehearsal): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    SystemRoot: process.env["SystemRoot"],
    HOME: devNull,
    XDG_CONFIG_HOME: devNull,
    // Where the folder's own repository is broken, git would take the one of the project that holds it.
    GIT_CEILING_DIRECTORIES: dirname(resolvePath(folder)),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
    GIT_AUTHOR_NAME: person.name,
    GIT_AUTHOR_EMAIL: person.email,
    GIT_COMMITTER_NAME: person.name,
    GIT_COMMITTER_EMAIL: person.email,
  };
}

/** Runs git in `folder`; resolves to what it prints. */
export function git(folder: string, command: readonly string[], person?: Person): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: gitEnvironment(folder, person), maxBuffer: 1 << 28, windowsHide: true };
    execFile("git", gitArguments(folder, command), options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === "ENOENT") reject(new GitError(command.join(" "), "git is not on PATH"));
      else reject(new GitError(command.join(" "), stderr || error.message, codeOf(error.code)));
    });
  });
}

function codeOf(code: string | number | null | undefined): number | null {
  return typeof code === "number" ? code : null;
}
