import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ReleaseFile, readReleaseFiles, sha256Of } from "../files/release-files.ts";
import type { Asset } from "../github/releases.ts";
import { TaskError } from "../program/fault.ts";
import type { ReleaseStore } from "./store.ts";

/** A file with a way to its content. */
export interface Content extends ReleaseFile {
  read(): Uint8Array;
}

/** A content that is at hand. */
export function contentOf(name: string, content: Uint8Array): Content {
  return { name, sha256: sha256Of(content), size: content.length, read: () => content };
}

/** The sdists and wheels of a folder; throws a TaskError where there is none. */
export function folderContents(folder: string): readonly Content[] {
  const files = readReleaseFiles(folder);
  if (files.length > 0)
    return files.map((file) => ({ ...file, read: () => readFileSync(join(folder, file.name)) }));
  const mend = "fetch the built files into it first";
  throw new TaskError([{ place: folder, fault: "holds no sdist and no wheel", mend }]);
}

/** Named files. */
export function fileContents(paths: readonly string[]): readonly Content[] {
  return paths.map((path) => {
    try {
      return contentOf(basename(path), readFileSync(path));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      throw new TaskError([{ place: path, fault: `can't be read (${code})`, mend: "make it first" }]);
    }
  });
}

/** Whether an asset is there, whole, and that very file. */
export async function isWhole(
  store: ReleaseStore,
  asset: Asset | undefined,
  { sha256, size }: ReleaseFile,
): Promise<boolean> {
  if (asset?.complete !== true || asset.size !== size) return false;
  return (asset.sha256 ?? sha256Of(await store.download(asset))) === sha256;
}

/** The hash lines of `sha256sum`, sorted by name. */
export function sumsOf(files: readonly ReleaseFile[]): string {
  return files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join("");
}

/** A file without its content. */
export function plain({ name, sha256, size }: ReleaseFile): ReleaseFile {
  return { name, sha256, size };
}
