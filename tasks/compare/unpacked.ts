import { decompress } from "../sdist/gunzip.ts";
import { readTar } from "../tar/read.ts";
import { readZip, unpackedBound } from "../zip/read.ts";

/** What an installer would write of one entry. */
export interface UnpackedFile {
  readonly content: Uint8Array;
  /** Such as `0755`, `link`; times and compression are the archive's alone. */
  readonly mode: string;
}

/** The files and links of a wheel or an sdist by their paths; throws a TaskError where it can't be read. */
export function unpack(name: string, archive: Uint8Array): ReadonlyMap<string, UnpackedFile> {
  return new Map(name.endsWith(".whl") ? wheelFiles(name, archive) : sdistFiles(name, archive));
}

function wheelFiles(name: string, archive: Uint8Array): readonly (readonly [string, UnpackedFile])[] {
  return readZip(name, archive)
    .filter(({ kind }) => kind !== "folder")
    .map(({ path, kind, mode, content }) => [
      path,
      { content, mode: kind === "symlink" ? "link" : octal(mode ?? 0) },
    ]);
}

function sdistFiles(name: string, archive: Uint8Array): readonly (readonly [string, UnpackedFile])[] {
  return readTar(name, decompress(name, archive, unpackedBound)).flatMap((entry) => {
    if (entry.kind === "folder") return [];
    const unpacked =
      entry.kind === "file"
        ? { content: entry.content, mode: octal(entry.executable ? 0o755 : 0o644) }
        : { content: Buffer.from(entry.target), mode: "link" };
    return [[entry.path, unpacked] as const];
  });
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
