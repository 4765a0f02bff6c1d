import { execFile } from "node:child_process";
import { TaskError } from "../program/fault.ts";

/** What is asked of the checkout's history. */
export interface Git {
  /** Whether history was cut off. */
  isShallow(): Promise<boolean>;
  /** The commit that a name stands for, annotated tags peeled; null where there is none. */
  commitOf(name: string): Promise<string | null>;
  /** Whether a commit is in the history of another, or is it. */
  isAncestor(commit: string, of: string): Promise<boolean>;
  /** Names of all tags that begin so. */
  tags(prefix: string): Promise<readonly string[]>;
}

/** The git repository in a folder. */
export function gitOf(folder: string): Git {
  const git = (...args: readonly string[]) => runGit(folder, args);
  return {
    isShallow: async () => (await successful(git("rev-parse", "--is-shallow-repository"))).trim() === "true",
    async commitOf(name) {
      const { code, out } = await git(
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        `${name}^{commit}`,
      );
      return code === 0 ? out.trim() : null;
    },
    isAncestor: async (commit, of) => (await git("merge-base", "--is-ancestor", commit, of)).code === 0,
    async tags(prefix) {
      const out = await successful(git("for-each-ref", "--format=%(refname)", "refs/tags/"));
      const names = out.split("\n").map((ref) => ref.slice("refs/tags/".length));
      return names.filter((name) => name !== "" && name.startsWith(prefix));
    },
  };
}

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** In a container the checkout may belong to somebody else than who runs this; nothing of it is run here. */
function runGit(folder: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const asked = ["-C", folder, "-c", "safe.directory=*", ...args];
    execFile("git", asked, { maxBuffer: 2 ** 26 }, (error, out) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve({ code, out });
      else reject(failed(`could not be run (${code ?? "ended by a signal"})`));
    });
  });
}

async function successful(ended: Promise<Ended>): Promise<string> {
  const { code, out } = await ended;
  if (code === 0) return out;
  throw failed(`ended with ${code}`);
}

function failed(fault: string): TaskError {
  const mend = "check the repository out first, with its whole history (fetch-depth: 0)";
  return new TaskError([{ place: "git", fault, mend }]);
}
