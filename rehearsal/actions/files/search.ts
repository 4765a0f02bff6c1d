import { globSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, matchesGlob, relative, resolve, sep } from "node:path";

/** Files that patterns name. */
export interface Found {
  /** What they are named from in an archive: the folder that all the patterns' beginnings share. */
  readonly root: string;
  /** Absolute, sorted, each once. */
  readonly files: readonly string[];
}

export interface SearchOptions {
  /** That patterns begin in. */
  readonly folder: string;
  /** Whether what begins with a dot is found, below the place where the search begins too. @default true */
  readonly hidden?: boolean;
}

/** Finds files by patterns as actions take them: a folder stands for all that is in it, and `!` takes away again. */
export function findFiles(patterns: readonly string[], { folder, hidden = true }: SearchOptions): Found {
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const unwanted = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const searches = wanted.map((pattern) => ({
    pattern: resolve(folder, pattern),
    start: startOf(resolve(folder, pattern)),
  }));
  const found = searches.flatMap(({ pattern, start }) =>
    globSync(pattern)
      .flatMap(below)
      .filter((file) => hidden || !isHidden(file, start)),
  );
  const files = [...new Set(found)].filter((file) => !isAmong(file, unwanted, folder)).sort();
  return {
    root: rootOf(
      searches.map(({ start }) => start),
      files,
    ),
    files,
  };
}

/** The part of a pattern that is no pattern. */
function startOf(pattern: string): string {
  const parts = pattern.split(sep);
  const first = parts.findIndex((part) => /[*?[\]]/.test(part));
  return first < 0 ? pattern : parts.slice(0, first).join(sep) || sep;
}

/** A file, or all files in a folder. */
function below(path: string): readonly string[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return [];
  if (!status.isDirectory()) return [path];
  return globSync(join(path, "**", "*")).filter((one) => statSync(one, { throwIfNoEntry: false })?.isFile());
}

function isHidden(file: string, start: string): boolean {
  const parts = [basename(start), ...relative(start, file).split(sep)];
  return parts.some((part) => part.startsWith(".") && part !== "." && part !== "..");
}

function isAmong(file: string, patterns: readonly string[], folder: string): boolean {
  return patterns.some((pattern) => {
    const path = isAbsolute(pattern) ? pattern : resolve(folder, pattern);
    return matchesGlob(file, path) || file.startsWith(`${path}${sep}`);
  });
}

function rootOf(starts: readonly string[], files: readonly string[]): string {
  const [first = sep] = starts;
  if (starts.length === 1) return files.length === 1 && files[0] === first ? dirname(first) : first;
  const parts = starts.map((start) => (files.includes(start) ? dirname(start) : start).split(sep));
  const shared = (parts[0] ?? []).findIndex((part, at) => parts.some((one) => one[at] !== part));
  return (shared < 0 ? parts[0] : parts[0]?.slice(0, shared))?.join(sep) || sep;
}
