/** A value, and where it was found: `pyproject.toml, project.name`. */
export interface Found<T> {
  readonly value: T;
  readonly from: string;
}

/** What is known of the package's repository; null: nothing told. */
export interface RepositoryFacts {
  /** `OWNER/NAME`. */
  readonly fullName: Found<string> | null;
  readonly defaultBranch: Found<string> | null;
  readonly visibility: Found<"public" | "private"> | null;
  /** A login that may approve releases. */
  readonly reviewer: Found<string> | null;
  readonly tags: readonly string[] | null;
  /** Address of another GitHub than github.com. */
  readonly baseUrl: string | null;
}

/** The files of a repository, in a folder or on GitHub. */
export interface Tree {
  /** As faults name it: the folder as it was typed, or `OWNER/NAME`. */
  readonly name: string;
  /** Paths of all regular files from the repository's root, with forward slashes, sorted. */
  readonly paths: readonly string[];
  /** Why some files are not among the paths; null: all are. */
  readonly incomplete: string | null;
  /** The folder that was named, from the repository's root: `.` or `python/package`. */
  readonly start: string;
  readonly repository: RepositoryFacts;
  /** What a file holds; null where it can't be had or is longer than `longestFile`. */
  read(path: string): Promise<Uint8Array | null>;
}

/** The longest file that is read (bytes). */
export const longestFile = 1024 * 1024;

/** Paths below a folder, as seen from it. */
export function pathsBelow(paths: readonly string[], folder: string): readonly string[] {
  if (folder === ".") return paths;
  return paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
}
