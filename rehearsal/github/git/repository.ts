import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { devNull } from "node:os";
import { join } from "node:path";
import { FaultsError, type Fault } from "../../../config/fault.ts";
import { branchless, broken, missing } from "./faults.ts";
import { editTree, readTree, type TreeChanges } from "./edit-tree.ts";
import { encodeCommit, parseCommit, writeObject, type CommitData, type TreeEntry } from "./objects.ts";
import { ObjectReader, type GitObject } from "./reader.ts";
import { git, isLostRace } from "./run.ts";
import { WorkTree } from "./work-tree.ts";

const nothing = "0".repeat(40);

/** A commit with its name. */
export interface Commit extends CommitData {
  readonly sha: string;
}

/** A reference and what it points to. */
export interface Reference {
  /** `refs/heads/main` */
  readonly ref: string;
  readonly sha: string;
  readonly type: GitObject["type"];
}

/** A git repository with a work tree, under the folder that a person can look into. */
export class GitRepository {
  readonly folder: string;
  readonly reader: ObjectReader;
  readonly workTree: WorkTree;
  readonly #objects: string;

  constructor(folder: string, log: (message: string) => void) {
    this.folder = folder;
    this.reader = new ObjectReader(folder);
    this.workTree = new WorkTree(folder, log);
    this.#objects = join(folder, ".git");
  }

  /** Makes the repository, without a commit; `branch` is checked out once it has one. */
  async create(branch: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await git(this.folder, [
      "init",
      "--quiet",
      "--template=",
      "--object-format=sha1",
      `--initial-branch=${branch}`,
    ]);
  }

  /** Throws what to do when the folder is not there. */
  assertThere(): void {
    if (!existsSync(join(this.folder, ".git", "HEAD"))) throw new FaultsError([missing(this.folder)]);
  }

  /** What was broken by hand, as far as a look at the files and at all that `branch` holds tells. */
  async faults(branch: string): Promise<readonly Fault[]> {
    if (!existsSync(join(this.folder, ".git", "HEAD"))) return [missing(this.folder)];
    const archive = ["archive", "--format=tar", `--output=${devNull}`, `refs/heads/${branch}`];
    const looks = await Promise.allSettled([this.workTree.isSettled(), git(this.folder, archive)]);
    return looks.every(({ status }) => status === "fulfilled") ? [] : this.diagnose(branch);
  }

  /** What is wrong with it, once git has refused something; nothing: git had another reason. */
  async diagnose(branch: string): Promise<readonly Fault[]> {
    const check = git(this.folder, ["fsck", "--no-dangling", "--no-progress"]);
    const said = await check.then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (said !== null) return [broken(this.folder, said)];
    const checkedOut = this.workTree.branch();
    if (checkedOut === `refs/heads/${branch}` || (await this.reference(`refs/heads/${branch}`))) return [];
    return [branchless(this.folder, branch, checkedOut)];
  }

  /** The commit that a branch, a tag, a full reference or a SHA stands for; null when there is none. */
  async commit(name: string): Promise<Commit | null> {
    const names = /^[0-9a-f]{40}$/.test(name)
      ? [name]
      : name.startsWith("refs/")
        ? [name]
        : [`refs/heads/${name}`, `refs/tags/${name}`, ...(/^[0-9a-f]{7,39}$/.test(name) ? [name] : [])];
    for (const one of names) {
      if (one.startsWith("refs/") && !isRefName(one)) continue;
      const object = await this.reader.read(`${one}^{commit}`);
      if (object?.type === "commit") return { sha: object.sha, ...parseCommit(object.content) };
    }
    return null;
  }

  /** Whether it holds no branch or tag; `branch` is the likely one. */
  async isEmpty(branch: string): Promise<boolean> {
    if (await this.reference(`refs/heads/${branch}`)) return false;
    return (await this.references("refs/")).length === 0;
  }

  /** The object under a path at a commit, with its mode; null when there is none. */
  entry(commit: Commit, path: string): Promise<TreeEntry | null> {
    return this.entryIn(commit.tree, path);
  }

  /** The object under a path of a tree, with its mode; null when there is none. */
  async entryIn(tree: string, path: string): Promise<TreeEntry | null> {
    let found: TreeEntry | null = { mode: "040000", name: "", sha: tree };
    for (const name of path === "" ? [] : path.split("/")) {
      if (found?.mode !== "040000") return null;
      const entries: TreeEntry[] = await readTree(this.reader, found.sha);
      found = entries.find((entry) => entry.name === name) ?? null;
    }
    return found;
  }

  /** The object that has exactly this name. */
  async object(sha: string): Promise<GitObject | null> {
    return /^[0-9a-f]{40}$/.test(sha) ? this.reader.read(sha) : null;
  }

  /** Adds an object. */
  write(type: GitObject["type"], content: Buffer): Promise<string> {
    return writeObject(this.#objects, type, content);
  }

  /** Adds a commit; moves no branch. */
  async writeCommit(data: CommitData): Promise<Commit> {
    return { sha: await this.write("commit", encodeCommit(data)), ...data };
  }

  /** Adds a tree like `base` but for the changed paths. */
  editTree(base: string | null, changes: TreeChanges): Promise<string> {
    return editTree({ reader: this.reader, folder: this.#objects }, base, changes);
  }

  /** What a reference points to; null when it does not exist. */
  async reference(ref: string): Promise<Reference | null> {
    if (!isRefName(ref)) return null;
    const object = await this.reader.read(ref);
    return object && { ref, sha: object.sha, type: object.type };
  }

  /** The references whose full name begins with `prefix`, in order. */
  async references(prefix: string): Promise<Reference[]> {
    const format = "--format=%(refname) %(objectname) %(objecttype)";
    const lines = (await git(this.folder, ["for-each-ref", format])).split("\n");
    return lines
      .filter((line) => line.startsWith(prefix))
      .map((line) => line.split(" "))
      .map(([ref = "", sha = "", type = ""]) => ({ ref, sha, type: type as GitObject["type"] }));
  }

  /** Moves a reference from `old` (null: makes it) to `next` (null: removes it); false when it is no longer at `old`. */
  async move(
    ref: string,
    { old, next }: { readonly old: string | null; readonly next: string | null },
    known: { readonly isForward?: boolean; readonly changes?: TreeChanges } = {},
  ): Promise<boolean> {
    const { isForward = false, changes = null } = known;
    try {
      if (next !== null && this.workTree.branch() === ref) {
        await this.workTree.move({ old, next, isForward: isForward && old !== null, changes });
      } else {
        const change = next === null ? ["-d", ref, old ?? nothing] : [ref, next, old ?? nothing];
        await git(this.folder, ["update-ref", ...change]);
      }
      return true;
    } catch (error) {
      if (isLostRace(error)) return false;
      throw error;
    }
  }

  /** Gives a branch another name; one that is checked out stays so. */
  async renameBranch(from: string, to: string): Promise<void> {
    await git(this.folder, ["branch", "--move", from, to]);
  }

  /** Whether every commit of `old` is among those of `next`. */
  async isAncestor(old: string, next: string): Promise<boolean> {
    return git(this.folder, ["merge-base", "--is-ancestor", old, next]).then(
      () => true,
      () => false,
    );
  }

  /** The newest commit that leads to both; null when they have none in common. */
  async mergeBase(one: string, other: string): Promise<string | null> {
    return git(this.folder, ["merge-base", one, other]).then(
      (text) => text.trim(),
      () => null,
    );
  }

  /** Ends what runs for it. */
  close(): void {
    this.reader.close();
  }
}

/** Where the git repository of `owner/name` is. */
export function repositoryFolder(root: string, fullName: string): string {
  return join(root, "repository", ...fullName.split("/"));
}

/** Whether git accepts the full name of a reference (git check-ref-format). */
export function isRefName(ref: string): boolean {
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|^\/|\.lock(\/|$)|(^|\/)\./.test(ref)) return false;
  return ref.startsWith("refs/") && ref.split("/").length >= 3;
}
