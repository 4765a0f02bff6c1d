import { compareVersions, isPrerelease, parseVersion } from "../version/version.ts";

/** Whether a version is the newest stable one among those that tags with that prefix name; a pre-release never is. */
export function isLatest(version: string, tags: readonly string[], prefix: string): boolean {
  const candidate = parseVersion(version);
  if (candidate === null || isPrerelease(candidate)) return false;
  return tags.every((tag) => {
    const other = parseVersion(tag.slice(prefix.length));
    return other === null || isPrerelease(other) || compareVersions(other, candidate) <= 0;
  });
}
