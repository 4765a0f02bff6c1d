import { posix } from "node:path";
import type { Plan } from "../../plan/plan.ts";

/** A package's sources, on GitHub or in a folder. */
export interface Sources {
  /** As faults name them: `octo-org/example, branch main`. */
  readonly name: string;
  /** A file's text by its path from the repository's root; null: it is not there, or is no text of a file. */
  read(path: string): Promise<string | null>;
  /** All tags that begin with a prefix. */
  tags(prefix: string): Promise<readonly string[]>;
}

/** Files that may state the version, and the changelog, from the repository's root. */
export function pathsOf({
  package: { folder, version, versionModules, changelog },
}: Plan): readonly string[] {
  const file = version.from === "file" ? [version.path] : [];
  const kept = changelog === null ? [] : [changelog];
  return [...file, ...versionModules, ...kept].map((path) => posix.join(folder, path));
}
