import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { git, type Person } from "./run.ts";

/** Message of the commit that takes up what a person changed in the work tree without committing it. */
export const handMessage = "Changed by hand";

/** The files a person sees: follows the branch that is checked out, and takes up what is changed there by hand. */
export class WorkTree {
  readonly #folder: string;
  readonly #log: (message: string) => void;
  /** There while the branch has moved and the files have not; holds the commit that the files are of. */
  readonly #behind: string;
  #clean = "unknown";

  constructor(folder: string, log: (message: string) => void) {
    this.#folder = folder;
    this.#log = log;
    this.#behind = join(folder, ".git", "slipway-behind");
  }

  /** The branch that is checked out, as `refs/heads/NAME`; null when a commit is. */
  branch(): string | null {
    const head = readFileSync(join(this.#folder, ".git", "HEAD"), "utf8").trim();
    return head.startsWith("ref: ") ? head.slice(5) : null;
  }

  /** Whether there may be something to take up: a look at names, sizes and times that spares starting git. */
  async isSettled(): Promise<boolean> {
    if (existsSync(this.#behind)) return false;
    const now = fingerprint(this.#folder);
    if (now === this.#clean) return true;
    if ((await git(this.#folder, ["status", "--porcelain", "--ignore-submodules=dirty"])) !== "")
      return this.branch() === null;
    this.#clean = now;
    return true;
  }

  /** Commits what was changed by hand, first bringing the files up to a branch that moved without them. */
  async settle(): Promise<void> {
    if (existsSync(this.#behind)) await this.#catchUp();
    if (await this.isSettled()) return;
    await git(this.#folder, ["add", "--all"]);
    await git(this.#folder, ["commit", "--quiet", "--no-verify", "-m", handMessage], person());
    this.#log(`${this.#folder}: took up what was changed by hand as a commit`);
  }

  /** Runs `move`, which moves the checked-out branch from `old`, and lets the files follow. */
  async follow(old: string | null, move: () => Promise<void>): Promise<void> {
    writeFileSync(this.#behind, old ?? "");
    try {
      await move();
    } catch (error) {
      rmSync(this.#behind, { force: true });
      throw error;
    }
    await this.#catchUp();
  }

  /** Files changed by hand stay as they are when they are not those that the commits changed. */
  async #catchUp(): Promise<void> {
    const old = readFileSync(this.#behind, "utf8");
    this.#clean = "unknown";
    const gentle = ["read-tree", "-m", "-u", ...(old ? [old] : []), "HEAD"];
    await git(this.#folder, gentle).catch(() => git(this.#folder, ["read-tree", "--reset", "-u", "HEAD"]));
    rmSync(this.#behind, { force: true });
  }
}

function person(): Person {
  const { username } = userInfo();
  return { name: username, email: `${username}@localhost` };
}

/** Changes whenever a file is added, removed or written to, or another branch is checked out. */
function fingerprint(folder: string): string {
  const hash = createHash("sha1");
  const note = (path: string) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    hash.update(`${path} ${stats?.ino} ${stats?.size} ${stats?.ctimeMs} ${stats?.mtimeMs} ${stats?.mode}\0`);
  };
  const walk = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.name === ".git") continue;
      note(join(path, entry.name));
      if (entry.isDirectory()) walk(join(path, entry.name));
    }
  };
  walk(folder);
  note(join(folder, ".git", "HEAD"));
  note(join(folder, ".git", "index"));
  return hash.digest("hex");
}
