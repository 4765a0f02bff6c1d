import { FaultsError } from "../../../config/fault.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { decompress } from "../../../tasks/sdist/gunzip.ts";
import type { TarEntry } from "../../../tasks/tar/entry.ts";
import { readTar } from "../../../tasks/tar/read.ts";
import { type SourceFile, type SourceFiles, withoutLeftovers } from "./source-files.ts";

/** More than any sdist holds (bytes). */
const mostBytes = 2 ** 30;

/** The sources in an sdist, as a repository would hold them. Throws a FaultsError on a broken one. */
export function unpackSdist(name: string, file: Uint8Array): SourceFiles {
  try {
    const entries = readTar(name, decompress(name, file, mostBytes));
    return withoutLeftovers(new Map(entries.flatMap(sourceOf)));
  } catch (error) {
    throw error instanceof TaskError ? new FaultsError(error.faults) : error;
  }
}

/** Everything lies below one folder, `pyvenice-0.3.1/`. */
function sourceOf(entry: TarEntry): readonly (readonly [string, SourceFile])[] {
  const path = entry.path.split("/").slice(1).join("/");
  switch (entry.kind) {
    case "file":
      return [[path, { mode: entry.executable ? "100755" : "100644", content: Buffer.from(entry.content) }]];
    case "symlink":
      return [[path, { mode: "120000", content: Buffer.from(entry.target) }]];
    case "folder":
      return [];
    default:
      return entry satisfies never;
  }
}
