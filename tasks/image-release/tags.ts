import { type Version, canonicalOf, isPrerelease, parseVersion } from "../version/version.ts";

/** A version as a tag: `!` and `+`, which no tag may have, as `-` and `_`, which no version has. */
export function versionTag(version: string): string {
  const parsed = parseVersion(version);
  const canonical = parsed === null ? version : canonicalOf(parsed);
  return canonical.replaceAll("!", "-").replaceAll("+", "_").slice(0, 128);
}

/** The version that a tag spells; null where it spells none. */
export function versionOfTag(tag: string): Version | null {
  const version = parseVersion(tag.replaceAll("-", "!").replaceAll("_", "+"));
  return version !== null && versionTag(canonicalOf(version)) === tag ? version : null;
}

/** The tag of a stable version's MAJOR.MINOR; null where it has none. */
export function minorTag(version: Version): string | null {
  const { epoch, release } = version;
  if (isPrerelease(version) || release.length < 2) return null;
  const minor = { epoch, release: release.slice(0, 2), pre: null, post: null, dev: null, local: [] };
  return versionTag(canonicalOf(minor));
}

/** A branch as a tag; never one that says something of a version. */
export function branchTag(branch: string): string {
  const tag = branch
    .replaceAll(/[^\w.-]/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 120);
  const isTaken = tag === "" || tag === "latest" || parseVersion(tag) !== null || tag.startsWith("sha256-");
  return isTaken ? `branch-${tag}`.replace(/-$/, "") : tag;
}

/** Whether a tag that stands for MAJOR.MINOR moves along with an image of that version: it is not the version's own. */
export function isFloating(tag: string, version: string): boolean {
  const parsed = parseVersion(version);
  return parsed !== null && minorTag(parsed) === tag && versionTag(version) !== tag;
}
