import type { ReleaseRecord, RepositoryRecord } from "../store/records.ts";

/** The release that `latest` leads to: the one that was made it, else the newest that is no draft or pre-release. */
export function latestOf(record: RepositoryRecord): ReleaseRecord | undefined {
  const able = record.releases.filter(mayBeLatest);
  return able.find(({ id }) => id === record.latest_release) ?? able.at(-1);
}

/** Whether a release can be the latest one. */
function mayBeLatest({ draft, prerelease }: ReleaseRecord): boolean {
  return !draft && !prerelease;
}

/** Makes a release that was just published the latest one, or not. `legacy`: if no other has a higher version. */
export function settleLatest(record: RepositoryRecord, release: ReleaseRecord): void {
  const { make_latest: wanted = "true" } = release;
  if (!mayBeLatest(release) || wanted === "false") return keepLatest(record, release);
  const others = record.releases.filter((one) => one !== release && mayBeLatest(one));
  const isHighest = others.every((one) => compareVersions(one.tag_name, release.tag_name) <= 0);
  if (wanted === "true" || isHighest) record.latest_release = release.id;
  else keepLatest(record, release);
}

/** Whichever was the latest before stays so, though nobody made it that. */
function keepLatest(record: RepositoryRecord, release: ReleaseRecord): void {
  const before = latestOf({ ...record, releases: record.releases.filter((one) => one !== release) });
  if (before) record.latest_release = before.id;
}

function compareVersions(one: string, other: string): number {
  return one.replace(/^v/, "").localeCompare(other.replace(/^v/, ""), "en", { numeric: true });
}
