import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { GitRepository, repositoryFolder } from "./repository.ts";

/** The git repositories of a server, each opened once. */
export class Repositories {
  readonly #root: string;
  readonly #log: (message: string) => void;
  readonly #open = new Map<string, GitRepository>();

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

  /** Ends what runs for them. */
  close(): void {
    for (const repository of this.#open.values()) repository.close();
  }
}
