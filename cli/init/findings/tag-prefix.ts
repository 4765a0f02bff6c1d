import type { Fault } from "../../../config/fault.ts";
import type { Found } from "../tree/tree.ts";

/** A tag of a release: what it begins with, and a version. */
const release =
  /^(?<prefix>(?:.*[^\d.])?)(?<version>\d+(?:\.\d+)+(?:[-._]?(?:a|b|c|rc|alpha|beta|post|dev)[-._]?\d*)*)$/i;
const longestTag = 200;

/** What tags of releases begin with: as that of the highest version does. In a monorepo the package's own come first. */
export function tagPrefixOf(
  tags: readonly string[] | null,
  monorepo: string | null,
  faults: Fault[],
): Found<string> | null {
  const place = "slipway:package.tagPrefix";
  const usual = monorepo === null ? "v" : `${monorepo}-v`;
  const found = (tags ?? []).flatMap((tag) => {
    const { prefix, version } = (tag.length > longestTag ? null : release.exec(tag))?.groups ?? {};
    return prefix === undefined || version === undefined ? [] : [{ tag, prefix, version }];
  });
  const own =
    monorepo === null ? found : found.filter(({ prefix }) => plain(prefix).includes(plain(monorepo)));
  const last = [...(own.length > 0 ? own : monorepo === null ? found : [])].sort(byVersion).at(-1);
  if (last === undefined) {
    const why =
      tags === null
        ? "there are no tags to read"
        : `there is no tag of a release${monorepo === null ? "" : " of it"}`;
    return { value: usual, from: `${why}; this is the usual one` };
  }
  if (/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(last.prefix))
    return { value: last.prefix, from: `tag ${last.tag}` };
  const has = last.prefix === "" ? "no prefix" : `the prefix ${JSON.stringify(last.prefix)}`;
  faults.push({
    place,
    fault: `becomes ${usual}, though tag ${last.tag} has ${has}, which can't be set`,
    mend: `tag the next release ${usual}${last.version}, or write another prefix`,
  });
  return { value: usual, from: `tag ${last.tag} has ${has}, and one is needed` };
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function byVersion(a: { readonly version: string }, b: { readonly version: string }): number {
  return a.version.localeCompare(b.version, "en", { numeric: true });
}
