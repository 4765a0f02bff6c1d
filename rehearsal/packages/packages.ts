import { fileURLToPath } from "node:url";

/** Folders of files that a repository has before Slipway comes, by its name in lower case. */
const folders: Readonly<Record<string, string>> = {
  "thelustriva/pyvenice": "pyvenice",
};

/** The folder with the files of an existing package's repository, `OWNER/NAME`; undefined: none is kept here. */
export function packageFolder(repository: string): string | undefined {
  const name = repository.toLowerCase();
  const folder = Object.hasOwn(folders, name) ? folders[name] : undefined;
  return folder && fileURLToPath(new URL(folder, import.meta.url));
}
