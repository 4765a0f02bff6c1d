import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { DeclaredPackage } from "../declaration/declaration.ts";
import type { Fault } from "../program/fault.ts";
import { type StatedVersion, type Statement, moduleVersion, versionStated } from "./stated.ts";

/** What a package's sources say of its version. */
export interface SourceVersions {
  /** File names are relative to the repository's root. */
  readonly stated: readonly StatedVersion[];
  /** The file that a person changes it in, where it is computed there; null where it is not, or where none is declared. */
  readonly computed: string | null;
  /** Files that are missing or broken, and modules that state none. */
  readonly faults: readonly Fault[];
}

/** Where a package's version stands, as declared. */
export type VersionPlaces = Pick<DeclaredPackage, "folder" | "versionFile" | "versionModules">;

/** Reads every version that the sources in a checkout state, as text: nothing of the package runs. */
export function readSourceVersions(root: string, places: VersionPlaces): SourceVersions {
  const { folder, versionFile, versionModules } = places;
  const path = (file: string) => posix.join(folder, file);
  const read = (file: string, find: typeof versionStated) => readStated({ root, file: path(file) }, find);
  const changed = versionFile === null ? null : read(versionFile, versionStated);
  const modules = versionModules.map((file) => {
    const found = read(file, (_, text) => moduleVersion(text));
    return found ?? { faults: [unstated(path(file))] };
  });
  const found = [...(changed === null ? [] : [changed]), ...modules];
  return {
    stated: found.flatMap((one) => ("version" in one ? [one] : [])),
    computed: versionFile !== null && changed === null ? path(versionFile) : null,
    faults: found.flatMap((one) => ("faults" in one ? one.faults : [])),
  };
}

interface Place {
  readonly root: string;
  readonly file: string;
}

/** Null where the file states none. */
function readStated(
  { root, file }: Place,
  find: (file: string, text: string) => Statement | null,
): StatedVersion | { readonly faults: readonly Fault[] } | null {
  try {
    const found = find(file, readFileSync(posix.join(root, file), "utf8"));
    return found === null ? null : { file, ...found };
  } catch (error) {
    return { faults: [broken(file, error)] };
  }
}

function broken(place: string, error: unknown): Fault {
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  if (code === "ENOENT") {
    return {
      place,
      fault: "is not there",
      mend: "add it, or let the stack name the file that states the version",
    };
  }
  const fault =
    code === null ? (error instanceof Error ? error.message : "is broken") : `can't be read (${code})`;
  return { place, fault, mend: "mend it" };
}

function unstated(place: string): Fault {
  return {
    place,
    fault: "states no __version__ as a text",
    mend: 'write __version__ = "1.2.0" there, or take the module off versionModules of the stack',
  };
}
