import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repositoryFolder } from "../github/git/repository.ts";
import { find } from "../github/store/find.ts";
import { Store } from "../github/store/store.ts";

/**
 * A copy of the emulated GitHub with one repository, so that a release leaves the rehearsed stacks as they are. The other
 * stacks' repositories are not copied, and nothing in the copy knows of them.
 */
export async function copyGitHub(from: string, to: string, fullName: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  const kept = ["github.json", "release-assets", relative(from, repositoryFolder(from, fullName))];
  for (const one of kept) {
    const [source, target] = [join(from, one), join(to, one)];
    if (!existsSync(source)) continue;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(source, target, { recursive: true });
  }
  const store = new Store(to);
  await store.change((records) => {
    const own = find(records.repositories, fullName);
    records.repositories = own === null ? {} : { [own.key]: own.record };
  });
}
