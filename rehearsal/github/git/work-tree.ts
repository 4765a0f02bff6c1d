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
  /** Whether what is noted there was answered as failed, so that it must go back and not on. */
  #failed = false;
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
    this.#note(move);
    try {
      await this.#moveBoth(move);
    } catch (error) {
      // Where even going back fails (a full disk), the note stays, and the next request tries again.
      this.#failed = true;
      if (!isLostRace(error)) await this.#goBack(move);
      this.#settled();
      throw error;
    }
    this.#settled();
    this.#clean = before && move.changes && this.#afterJust(move.changes, before);
  }

  #note({ old, next }: Move): void {
    try {
      writeFileSync(this.#moving, `${old ?? ""} ${next}`);
    } catch (error) {
      rmSync(this.#moving, { force: true });
      throw error;
    }
  }

  #settled(): void {
    rmSync(this.#moving, { force: true });
    this.#failed = false;
  }

  /** Brings branch and files to where they were: nobody has changed a file since, for all were settled then. */
  async #goBack({ old, next }: Pick<Move, "old" | "next">): Promise<void> {
    this.#clean = null;
    if ((await this.#head()) === next) {
      await git(this.#folder, ["update-ref", ...(old ? ["HEAD", old] : ["-d", "HEAD"]), next]);
    }
    await git(this.#folder, ["read-tree", "--reset", "-u", old ?? emptyTree]);
    const range = ["--diff-filter=A", old ?? emptyTree, next];
    const added = await this.#list(["diff-tree", "-r", "-z", "--name-only", "--no-commit-id", ...range]);
    const left = new Set(await this.#list(["ls-files", "-z", "--others", "--exclude-standard"]));
    for (const name of added) if (left.has(name)) rmSync(join(this.#folder, name), { force: true });
  }

  /** What git prints with a NUL behind each. */
  async #list(command: readonly string[]): Promise<readonly string[]> {
    return (await git(this.#folder, command)).split("\0").filter((name) => name !== "");
  }

  /** The commit that is checked out; empty: none yet. */
  async #head(): Promise<string> {
    const head = git(this.#folder, ["rev-parse", "--verify", "--quiet", "HEAD"]);
    return (await head.catch(() => "")).trim();
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
    const note = /^([0-9a-f]{40}|) ([0-9a-f]{40})$/.exec(readFileSync(this.#moving, "utf8"));
    if (note) await this.#resumeMove({ old: note[1] || null, next: note[2] ?? "" });
    this.#settled();
  }

  async #resumeMove({ old, next }: Pick<Move, "old" | "next">): Promise<void> {
    const head = await this.#head();
    if (head !== (old ?? "") && head !== next) return;
    if (this.#failed) return this.#goBack({ old, next });
    try {
      if (head !== next) await git(this.#folder, ["update-ref", "HEAD", next, old ?? unborn]);
      await this.#bringFiles(old);
    } catch {
      await this.#goBack({ old, next });
    }
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

/** The tree of nothing, which git knows without having it. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

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
