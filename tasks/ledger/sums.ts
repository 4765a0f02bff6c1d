import type { ReleaseFile } from "../files/release-files.ts";
import { type Fault, MisuseError, TaskError } from "../program/fault.ts";

/** Throws a TaskError where a folder's files are not exactly those whose hashes were told; and where it has none. */
export function requireSums(
  files: readonly ReleaseFile[],
  { folder, sums }: { readonly folder: string; readonly sums: string | null },
): void {
  if (files.length === 0) {
    const mend = "fetch the built files into it first";
    throw new TaskError([{ place: folder, fault: "holds no sdist and no wheel", mend }]);
  }
  if (sums === null || sums === "") return;
  const told = readSums(sums);
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const mend = "fetch the files that were put on the draft";
  const differing = files
    .filter(({ name, sha256 }) => told.get(name) !== sha256)
    .map(({ name }): Fault => {
      return {
        place: name,
        fault: told.has(name) ? "is not the file that was settled" : "was not settled",
        mend,
      };
    });
  const missing = [...told.keys()]
    .filter((name) => !there.has(name))
    .map((name): Fault => ({ place: name, fault: `was settled, and is not in ${folder}`, mend }));
  if (differing.length + missing.length > 0) throw new TaskError([...differing, ...missing]);
}

/**
 * Those of some files whose hashes were told; null: nothing was told, and all are taken. Throws a TaskError where one of
 * them is another by now, or is not there.
 */
export function toldAlone<T extends ReleaseFile>(files: readonly T[], sums: string | null): readonly T[] {
  if (sums === null) return files;
  const told = sums.trim() === "" ? new Map<string, string>() : readSums(sums);
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const mend = "run all jobs again";
  const faults = [...told].flatMap(([name, sha256]): readonly Fault[] => {
    if (there.get(name) === sha256) return [];
    const fault = there.has(name) ? "is not the file that was told" : "was told, and is not there";
    return [{ place: name, fault, mend }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return files.filter(({ name }) => told.has(name));
}

/** The hashes that lines of hash and name tell, by name; throws a MisuseError where a line is none. */
export function readSums(sums: string): ReadonlyMap<string, string> {
  return new Map(sums.trim().split("\n").map(entryOf));
}

function entryOf(line: string): readonly [string, string] {
  const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
  if (match !== null) return [match[2] ?? "", match[1] ?? ""];
  const mend = "hand on the output sums of draft-release";
  throw new MisuseError({ place: "SUMS", fault: "has a line that is no hash and name", mend });
}
