import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { ForkedBranches } from "../http/route.ts";
import { shareObjects } from "./network.ts";
import { GitRepository, repositoryFolder } from "./repository.ts";

/** The git repositories of a server, each opened once. */
export class Repositories {
  readonly #root: string;
  readonly #log: (message: string) => void;
  readonly #open = new Map<string, GitRepository>();
  readonly #forming = new Map<string, number>();

  constructor(root: string, log: (message: string) => void) {
    this.#root = root;
    this.#log = log;
  }

  /** The repository of `owner/name`, as it is. */
  of(fullName: string): GitRepository {
    const known = this.#open.get(fullName);
    if (known) return known;
    const repository = new GitRepository(repositoryFolder(this.#root, fullName), this.#log);
    this.#open.set(fullName, repository);
    return repository;
  }

  /** The same, once `exclusively` has taken up what was changed there by hand. */
  async settled(
    fullName: string,
    exclusively: (settle: () => Promise<void>) => Promise<void>,
  ): Promise<GitRepository> {
    const repository = this.of(fullName);
    repository.assertThere();
    if (!(await repository.workTree.isSettled())) await exclusively(() => repository.workTree.settle());
    return repository;
  }

  /** Moves the folder of a repository whose owner or name changes. */
  async move(from: string, to: string): Promise<void> {
    this.#open.get(from)?.close();
    this.#open.delete(from);
    const [folder, target] = [from, to].map((name) => repositoryFolder(this.#root, name));
    await mkdir(dirname(target ?? ""), { recursive: true });
    await rename(folder ?? "", target ?? "");
  }

  /** Copies a repository's branches, or its default one alone, to another that shares its objects. */
  async fork(
    from: string,
    to: string,
    { defaultBranch, isDefaultAlone, questions }: ForkedBranches & { readonly questions: number },
  ): Promise<void> {
    this.#forming.set(to, questions);
    const [parent, fork] = [this.of(from), this.of(to)];
    await fork.create(defaultBranch);
    await shareObjects(parent.folder, fork.folder);
    // One that was started before reads no objects that are shared later.
    parent.close();
    for (const { ref, sha } of await parent.references("refs/heads/")) {
      if (isDefaultAlone && ref !== `refs/heads/${defaultBranch}`) continue;
      await fork.move(ref, { old: null, next: sha });
    }
  }

  /** Whether a fork shows no data of git yet; so many questions find nothing as it was made with. */
  isForming(fullName: string): boolean {
    const left = this.#forming.get(fullName) ?? 0;
    this.#forming.set(fullName, Math.max(0, left - 1));
    return left > 0;
  }

  /** Ends what runs for them. */
  close(): void {
    for (const repository of this.#open.values()) repository.close();
  }
}
