import { type ReleaseFile, readReleaseFiles } from "../files/release-files.ts";
import { TaskError } from "../program/fault.ts";

/** The built version of a package. */
export interface BuiltVersion {
  /** As in the names of its files: `my_package`. */
  readonly distribution: string;
  readonly version: string;
  /** Whose metadata says what it needs: a wheel of any platform, else the sdist. */
  readonly file: string;
}

/** Finds the one version that lies in a folder; throws a TaskError where there is none, or more than one. */
export function builtVersion(folder: string, distribution: string): BuiltVersion {
  const files = readReleaseFiles(folder).filter(({ name }) => versionOf(name, distribution) !== null);
  const versions = [...new Set(files.map(({ name }) => versionOf(name, distribution) ?? ""))];
  const [version] = versions;
  const file = files.find(({ name }) => name.endsWith(".whl")) ?? files[0];
  if (versions.length === 1 && version !== undefined && file !== undefined) {
    return { distribution, version, file: file.name };
  }
  const fault =
    versions.length === 0 ? `holds no file of ${distribution}` : `holds ${versions.join(" and ")}`;
  throw new TaskError([{ place: folder, fault, mend: "build one version of the package into it" }]);
}

/**
 * The package by version and hashes, as one line of a requirements file: pip takes the wheel that fits its platform, and
 * the sdist only where there is no wheel at all.
 */
export function lockedRequirement(built: BuiltVersion, files: readonly ReleaseFile[]): string {
  const own = files.filter(({ name }) => isOfVersion(name, built));
  const wheels = own.filter(({ name }) => name.endsWith(".whl"));
  const hashes = (wheels.length > 0 ? wheels : own).map(({ sha256 }) => `--hash=sha256:${sha256}`);
  return [`${built.distribution}==${built.version}`, ...hashes].join(" ");
}

/** Whether a name is that of a file of that very version. */
export function isOfVersion(name: string, { distribution, version }: BuiltVersion): boolean {
  return versionOf(name, distribution) === version;
}

/** The version in the name of an sdist or a wheel of that distribution; null in that of another's. */
function versionOf(name: string, distribution: string): string | null {
  const [own, version] = name.replace(/\.tar\.gz$/, "").split("-");
  if (own === undefined || version === undefined) return null;
  return own.toLowerCase() === distribution.toLowerCase() ? version : null;
}
