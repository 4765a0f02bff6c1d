/** A version of PEP 440, taken apart. Numbers are unbounded there, and dates of 14 digits are used as such. */
export interface Version {
  readonly epoch: bigint;
  /** At least one. */
  readonly release: readonly bigint[];
  readonly pre: { readonly kind: "a" | "b" | "rc"; readonly number: bigint } | null;
  readonly post: bigint | null;
  readonly dev: bigint | null;
  /** What follows a `+`; indexes take no version that has it. Empty: none. */
  readonly local: readonly (bigint | string)[];
}

/** Any spelling that PEP 440 takes: `v1.0-RC.1` is 1.0rc1, `1.0-1` is 1.0.post1. */
const spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` +
    String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` +
    String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` +
    String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` +
    String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`,
);

/** Reads a version in any spelling of PEP 440; null where it is none. */
export function parseVersion(text: string): Version | null {
  const parts = spelling.exec(text.trim().toLowerCase())?.groups;
  if (parts === undefined) return null;
  const { epoch, release = "", pre, preNumber, bare, post, postNumber, dev, devNumber, local } = parts;
  return {
    epoch: numberOf(epoch),
    release: release.split(".").map(BigInt),
    pre: pre === undefined ? null : { kind: preKind(pre), number: numberOf(preNumber) },
    post: bare !== undefined ? BigInt(bare) : post === undefined ? null : numberOf(postNumber),
    dev: dev === undefined ? null : numberOf(devNumber),
    local: local === undefined ? [] : local.split(/[-_.]/).map(localSegment),
  };
}

/** The one spelling that an index shows a version in. */
export function canonicalOf({ epoch, release, pre, post, dev, local }: Version): string {
  return [
    epoch === 0n ? "" : `${epoch}!`,
    release.join("."),
    pre === null ? "" : `${pre.kind}${pre.number}`,
    post === null ? "" : `.post${post}`,
    dev === null ? "" : `.dev${dev}`,
    local.length === 0 ? "" : `+${local.join(".")}`,
  ].join("");
}

/** Whether installers pass it over unless they are asked for it: an alpha, beta, candidate or development version. */
export function isPrerelease({ pre, dev }: Version): boolean {
  return pre !== null || dev !== null;
}

/** Whether two spellings name one version: 1.0 and 1.0.0 do. What is no version names none. */
export function sameVersion(one: string, other: string): boolean {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  return left !== null && right !== null && compareVersions(left, right) === 0;
}

/** Below 0, 0 or above 0, in the order that PEP 440 sets. */
export function compareVersions(left: Version, right: Version): number {
  return (
    compareLists([left.epoch], [right.epoch]) ||
    compareLists(significant(left.release), significant(right.release)) ||
    compareLists(suffixRanks(left), suffixRanks(right)) ||
    compareLists(left.local, right.local)
  );
}

function numberOf(digits: string | undefined): bigint {
  return BigInt(digits ?? "");
}

function preKind(word: string): "a" | "b" | "rc" {
  if (word.startsWith("a")) return "a";
  return word.startsWith("b") ? "b" : "rc";
}

function localSegment(segment: string): bigint | string {
  return /^\d+$/.test(segment) ? BigInt(segment) : segment;
}

/** Zeros at the end tell nothing: 1.0 is 1. */
function significant(release: readonly bigint[]): readonly bigint[] {
  return release.slice(0, release.findLastIndex((number) => number !== 0n) + 1);
}

/** A development version of a release comes before its alphas; the release itself behind its candidates. */
function suffixRanks({ pre, post, dev }: Version): readonly (bigint | number)[] {
  const developsRelease = pre === null && post === null && dev !== null;
  const stage = pre === null ? (developsRelease ? -1 : 3) : { a: 0, b: 1, rc: 2 }[pre.kind];
  return [stage, pre?.number ?? 0n, post ?? -1, dev ?? Infinity];
}

/** Entry by entry, a list behind its beginning; text before numbers, as in local versions. */
function compareLists(
  left: readonly (bigint | number | string)[],
  right: readonly (bigint | number | string)[],
): number {
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (one === other) continue;
    if ((typeof one === "string") !== (typeof other === "string")) return typeof one === "string" ? -1 : 1;
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return left.length - right.length;
}
