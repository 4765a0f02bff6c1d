import type { Fault } from "../../../config/fault.ts";

/** A file of a package's sources, as git keeps it. */
export interface SourceFile {
  /** 100644 file, 100755 executable, 120000 symbolic link. */
  readonly mode: "100644" | "100755" | "120000";
  readonly content: Buffer;
}

/** All that sources consist of, by path from the repository's root. */
export type SourceFiles = ReadonlyMap<string, SourceFile>;

/** Sources, and what is to be known of them. */
export interface ReadSources {
  readonly files: SourceFiles;
  /** As a person knows them: `pyvenice-0.3.1.tar.gz`, `../example`. */
  readonly name: string;
  /** In which they are not what a release on GitHub would have; one sentence each. */
  readonly notices: readonly string[];
}

/**
 * What building an sdist leaves in it, which no repository holds: metadata that was computed, the setup.cfg that
 * setuptools writes, and the module that the version is written to where tags tell it.
 */
export function withoutLeftovers(files: SourceFiles): SourceFiles {
  const isSdist = files.has("PKG-INFO");
  const written = writtenModule(files.get("pyproject.toml")?.content.toString("utf8") ?? "");
  return new Map([...files].filter(([path, file]) => path !== written && !isLeftover(path, file, isSdist)));
}

/** Where setuptools-scm, hatch-vcs and PDM write the version: tracked, a build would change it and call its commit dirty. */
function writtenModule(project: string): string | null {
  const found = /^[ \t]*(?:write_to|version_file|version-file)[ \t]*=[ \t]*["']([^"'\n]+)["']/m.exec(project);
  return found?.[1]?.replace(/^\.\//, "") ?? null;
}

function isLeftover(path: string, { content }: SourceFile, isSdist: boolean): boolean {
  // Deeper ones are fixtures of tests.
  if (/^(?:[^/]+\/)?[^/]+\.egg-info\//.test(path)) return true;
  if (!isSdist) return false;
  if (path === "PKG-INFO") return true;
  return path === "setup.cfg" && isGenerated(content.toString("utf8"));
}

/** `[egg_info]` with its two settings and nothing else. */
function isGenerated(text: string): boolean {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.every((line) => /^(?:|\[egg_info\]|tag_(?:build|date)\s*=.*)$/.test(line));
}

/** What keeps files from being a package's sources; empty: nothing does. */
export function packageFaults(
  files: Pick<SourceFiles, "keys">,
  asked: { readonly place: string; readonly folder: string; readonly mend: string },
): readonly Fault[] {
  const { place, folder, mend } = asked;
  const paths = [...files.keys()];
  const below = folder === "." ? "" : `${folder}/`;
  const isThere = ["pyproject.toml", "setup.py"].some((name) => paths.includes(below + name));
  if (isThere) return [];
  const where = folder === "." ? "" : ` in ${folder}, the package's folder`;
  const elsewhere = paths.filter((path) => /(?:^|\/)(?:pyproject\.toml|setup\.py)$/.test(path));
  const other = elsewhere[0] === undefined ? "" : `, but ${elsewhere[0]}`;
  return [{ place, fault: `holds no pyproject.toml and no setup.py${where}${other}`, mend }];
}
