import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { TreeChanges } from "./edit-tree.ts";
import { git, isLostRace, type Person } from "./run.ts";
import { isJust, isSame, takeSnapshot, type Snapshot } from "./snapshot.ts";

/** Message of the commit that takes up what a person changed in the work tree without committing it. */
const handMessage = "Changed by hand";

/** The files a person sees: follows the branch that is checked out, and takes up what is changed there by hand. */
export class WorkTree {
  readonly #folder: string;
  readonly #log: (message: string) => void;
  /** There while branch and files are moved; holds the commits they are moved from and to. */
  readonly #moving: string;
  /** The files when git last found nothing changed by hand; null: not known. */
  #clean: Snapshot | null = null;

  constructor(folder: string, log: (message: string) => void) {
    this.#folder = folder;
    this.#log = log;
    this.#moving = join(folder, ".git", "slipway-moving");
  }

  /** The branch that is checked out, as `refs/heads/NAME`; null when a commit is. */
  branch(): string | null {
    const head = readFileSync(join(this.#folder, ".git", "HEAD"), "utf8").trim();
    return head.startsWith("ref: ") ? head.slice(5) : null;
  }

  /** Whether there is nothing to take up; most often told by names, sizes and times, which spares starting git. */
  async isSettled(): Promise<boolean> {
    if (existsSync(this.#moving)) return false;
    const now = takeSnapshot(this.#folder);
    if (this.#clean && isSame(this.#clean, now)) return true;
    if ((await this.#status()) !== "") return this.branch() === null;
    this.#clean = now;
    return true;
  }

  /** Commits what was changed by hand, first ending a move that was cut short. */
  async settle(): Promise<void> {
    if (existsSync(this.#moving)) await this.#resume();
    if (await this.isSettled()) return;
    await git(this.#folder, ["add", "--all"]);
    await git(this.#folder, ["commit", "--quiet", "--no-verify", "-m", handMessage], person());
    this.#log(`${this.#folder}: took up what was changed by hand as a commit`);
  }

  /**
   * Moves the branch that is checked out, and the files with it.
   * Throws git's refusal when the branch is not at `old`, or a file was changed by hand just now.
   */
  async move(move: Move): Promise<void> {
    const before = this.#clean;
    writeFileSync(this.#moving, `${move.old ?? ""} ${move.next}`);
    try {
      await this.#moveBoth(move);
    } catch (error) {
      if (isLostRace(error) || (await this.#status()) === "") rmSync(this.#moving, { force: true });
      throw error;
    }
    rmSync(this.#moving, { force: true });
    this.#clean = before && move.changes && this.#afterJust(move.changes, before);
  }

  /** A step forward is branch and files in one start of git. */
  async #moveBoth({ old, next, isForward }: Move): Promise<void> {
    if (isForward) {
      await git(this.#folder, ["merge", "--quiet", "--ff-only", "--no-stat", next]);
    } else {
      await git(this.#folder, ["update-ref", "HEAD", next, old ?? unborn]);
      await this.#bringFiles(old);
    }
  }

  /** Files changed by hand stay as they are when they are not those that the commits changed. */
  async #bringFiles(old: string | null): Promise<void> {
    this.#clean = null;
    const gentle = ["read-tree", "-m", "-u", ...(old ? [old] : []), "HEAD"];
    await git(this.#folder, gentle).catch(() => git(this.#folder, ["read-tree", "--reset", "-u", "HEAD"]));
  }

  /** The branch may have moved or not, the files in part; unless a person has moved on, both go all the way. */
  async #resume(): Promise<void> {
    const [old = "", next = ""] = readFileSync(this.#moving, "utf8").split(" ");
    const head = await git(this.#folder, ["rev-parse", "--verify", "--quiet", "HEAD"]).catch(() => "");
    if (head.trim() === old) await git(this.#folder, ["update-ref", "HEAD", next, old || unborn]);
    if ([old, next].includes(head.trim())) await this.#bringFiles(old || null);
    rmSync(this.#moving, { force: true });
  }

  /** What differs from the commit that is checked out. */
  #status(): Promise<string> {
    return git(this.#folder, ["status", "--porcelain", "--ignore-submodules=dirty"]);
  }

  /** The files, if nothing but `changes` has happened to them. */
  #afterJust(changes: TreeChanges, before: Snapshot): Snapshot | null {
    const after = takeSnapshot(this.#folder);
    return isJust({ before, after }, changes, this.#folder) ? after : null;
  }
}

/** What git takes for a branch that does not exist. */
const unborn = "0".repeat(40);

/** A move of the branch that is checked out. */
interface Move {
  /** Where it is; null: nowhere yet. */
  readonly old: string | null;
  readonly next: string;
  /** Whether all that leads to the old leads to the next, too. */
  readonly isForward: boolean;
  /** What it changes, if that is known. */
  readonly changes: TreeChanges | null;
}

/** Whoever runs this; in a container that may be a number without a name. */
function person(): Person {
  try {
    const { username } = userInfo();
    return { name: username, email: `${username}@localhost` };
  } catch {
    return { name: "Somebody", email: "somebody@localhost" };
  }
}
