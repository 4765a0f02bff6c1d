import { parseVersion } from "../version/version.ts";

/** What the name of a release's file tells. */
export interface FileNameParts {
  readonly kind: "sdist" | "wheel";
  /** The project's name, normalised as PEP 503 does. */
  readonly project: string;
  /** As it is spelt there. */
  readonly version: string;
  /** What a wheel is for; empty for an sdist. */
  readonly tags: readonly WheelTag[];
}

/** What a wheel is for: `cp313`, `cp313`, `manylinux_2_28_x86_64`. */
export interface WheelTag {
  readonly interpreter: string;
  readonly abi: string;
  readonly platform: string;
}

/** A project's name as indexes compare it: lower case, with single dashes (PEP 503). */
export function normalizeName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

/** Takes the name of an sdist or a wheel apart; null where it is neither's. */
export function readFileName(name: string): FileNameParts | null {
  if (name.endsWith(".whl")) return readWheelName(name.slice(0, -4));
  const stem = /^(.+)\.(?:tar\.gz|zip)$/.exec(name)?.[1];
  return stem === undefined ? null : readSdistName(stem);
}

/** The version has no dash in it, the project's name may. */
function readSdistName(stem: string): FileNameParts | null {
  const dash = stem.lastIndexOf("-");
  const version = stem.slice(dash + 1);
  if (dash < 1 || parseVersion(version) === null) return null;
  return { kind: "sdist", project: normalizeName(stem.slice(0, dash)), version, tags: [] };
}

/** Name, version, perhaps a build number, and three parts of tags. */
function readWheelName(stem: string): FileNameParts | null {
  const parts = stem.split("-");
  if (parts.length !== 5 && parts.length !== 6) return null;
  const [project = "", version = ""] = parts;
  const build = parts.length === 6 ? (parts[2] ?? "") : null;
  const [interpreters = "", abis = "", platforms = ""] = parts.slice(-3);
  if (!/^[\w.]+$/u.test(project) || project.includes("__") || parseVersion(version) === null) return null;
  if (build !== null && !/^\d/.test(build)) return null;
  const tags = interpreters.split(".").flatMap((interpreter) => {
    return abis.split(".").flatMap((abi) => {
      return platforms.split(".").map((platform): WheelTag => ({ interpreter, abi, platform }));
    });
  });
  return { kind: "wheel", project: normalizeName(project), version, tags };
}
