import { parseVersion } from "../version/version.ts";
import { parseWheelName } from "../wheel/filename.ts";

/** What the name of a file on an index tells. */
export interface FileNameParts {
  readonly kind: "sdist" | "wheel";
  /** The project's name, normalised as PEP 503 does. */
  readonly project: string;
  /** As it is spelt there. */
  readonly version: string;
  /** Platforms that a wheel is for; empty for an sdist. */
  readonly platforms: readonly string[];
}

/** A project's name as indexes compare it: lower case, with single dashes (PEP 503). */
export function normalizeName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

/**
 * Takes the name of an sdist or a wheel apart; null where it is neither's. An index keeps sdists that are older than the
 * rule for their names (PEP 625): their project's name may hold dashes, and they may be zip archives.
 */
export function readFileName(name: string): FileNameParts | null {
  const wheel = parseWheelName(name);
  if (wheel !== null) {
    if (wheel.distribution.includes("__") || parseVersion(wheel.version) === null) return null;
    const { version, platforms } = wheel;
    return { kind: "wheel", project: normalizeName(wheel.distribution), version, platforms };
  }
  const [, project, version] = /^(.+)-([^-]+)\.(?:tar\.gz|zip)$/.exec(name) ?? [];
  if (project === undefined || version === undefined || parseVersion(version) === null) return null;
  return { kind: "sdist", project: normalizeName(project), version, platforms: [] };
}
