import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { TreeChanges } from "./edit-tree.ts";
import { git, type Person } from "./run.ts";
import { isJust, isSame, takeSnapshot, type Snapshot } from "./snapshot.ts";

/** Message of the commit that takes up what a person changed in the work tree without committing it. */
export const handMessage = "Changed by hand";

/** The files a person sees: follows the branch that is checked out, and takes up what is changed there by hand. */
export class WorkTree {
  readonly #folder: string;
  readonly #log: (message: string) => void;
  /** There while the branch has moved and the files have not; holds the commit that the files are of. */
  readonly #behind: string;
  /** The files when git last found nothing changed by hand; null: not known. */
  #clean: Snapshot | null = null;

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

  /** Whether there is nothing to take up; most often told by names, sizes and times, which spares starting git. */
  async isSettled(): Promise<boolean> {
    if (existsSync(this.#behind)) return false;
    const now = takeSnapshot(this.#folder);
    if (this.#clean && isSame(this.#clean, now)) return true;
    const status = await git(this.#folder, ["status", "--porcelain", "--ignore-submodules=dirty"]);
    if (status !== "") return this.branch() === null;
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
  async follow({ old, changes, move }: Move): Promise<void> {
    const before = this.#clean;
    writeFileSync(this.#behind, old ?? "");
    try {
      await move();
    } catch (error) {
      rmSync(this.#behind, { force: true });
      throw error;
    }
    await this.#catchUp();
    const after = before && changes ? takeSnapshot(this.#folder) : null;
    if (before && changes && after && isJust({ before, after }, changes, this.#folder)) this.#clean = after;
  }

  /** Files changed by hand stay as they are when they are not those that the commits changed. */
  async #catchUp(): Promise<void> {
    const old = readFileSync(this.#behind, "utf8");
    this.#clean = null;
    const gentle = ["read-tree", "-m", "-u", ...(old ? [old] : []), "HEAD"];
    await git(this.#folder, gentle).catch(() => git(this.#folder, ["read-tree", "--reset", "-u", "HEAD"]));
    rmSync(this.#behind, { force: true });
  }
}

/** A move of the branch that is checked out. */
interface Move {
  /** Where it is; null: nowhere yet. */
  readonly old: string | null;
  /** What it changes, if that is known. */
  readonly changes: TreeChanges | null;
  readonly move: () => Promise<unknown>;
}

function person(): Person {
  const { username } = userInfo();
  return { name: username, email: `${username}@localhost` };
}
