import { type Version, canonicalOf, compareVersions, parseVersion } from "../../version/version.ts";

/** Which versions some clauses admit, as far as clauses tell it. */
export interface Range {
  readonly lower: Bound | null;
  readonly upper: Bound | null;
  /** What is taken out of it: `1.5`, `1.5.*`; sorted. */
  readonly without: readonly string[];
}

interface Bound {
  readonly version: Version;
  readonly inclusive: boolean;
}

/** A clause that says nothing about versions that can be compared: `==1.0+local`, `>=x`. */
export class ClauseError extends Error {}

const everything: Range = { lower: null, upper: null, without: [] };

/** What clauses of PEP 440, or of conda without its alternatives (`|`), admit together; throws a ClauseError. */
export function rangeOf(clauses: readonly string[]): Range {
  const range = clauses.map(clauseRange).reduce(intersect, everything);
  return { ...range, without: [...new Set(range.without)].filter((text) => isWithin(text, range)).sort() };
}

/** Whether nothing is left of it. */
export function isNothing({ lower, upper }: Range): boolean {
  if (lower === null || upper === null) return false;
  const order = compareVersions(lower.version, upper.version);
  return order > 0 || (order === 0 && !(lower.inclusive && upper.inclusive));
}

/** The same text for the same range: `>=1,<2`. */
export function describeRange({ lower, upper, without }: Range): string {
  const isExact =
    lower?.inclusive === true &&
    upper?.inclusive === true &&
    compareVersions(lower.version, upper.version) === 0;
  if (isExact) return `==${shown(lower.version)}`;
  const parts = [
    ...(lower === null ? [] : [`${lower.inclusive ? ">=" : ">"}${shown(lower.version)}`]),
    ...(upper === null ? [] : [`${upper.inclusive ? "<=" : "<"}${shown(upper.version)}`]),
    ...without.map((text) => `!=${text}`),
  ];
  return parts.join(",") || "any version";
}

function clauseRange(clause: string): Range {
  const [, operator = "", text = ""] = /^(===|~=|==|!=|<=|>=|<|>|=)?(.+)$/.exec(clause) ?? [];
  if (text === "*" && /^=*$/.test(operator)) return everything;
  const prefix = /^(.*?)\.?\*$/.exec(text)?.[1];
  const isFuzzy = prefix !== undefined || operator === "=";
  const version = versionOf(prefix ?? text, clause);
  const from = { version, inclusive: true };
  switch (operator) {
    case "":
    case "=":
    case "==":
    case "===":
      return {
        ...everything,
        lower: from,
        upper: isFuzzy ? { version: next(version, 1), inclusive: false } : from,
      };
    case "!=":
      return { ...everything, without: [shown(version) + (isFuzzy ? ".*" : "")] };
    case "~=":
      return { ...everything, lower: from, upper: { version: next(version, 2), inclusive: false } };
    case ">=":
      return { ...everything, lower: from };
    case ">":
      return { ...everything, lower: { version, inclusive: false } };
    case "<=":
      return { ...everything, upper: from };
    default:
      return { ...everything, upper: { version: withoutMark(version), inclusive: false } };
  }
}

function versionOf(text: string, clause: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new ClauseError(`${clause} names no version`);
  if (version.local.length > 0)
    throw new ClauseError(`${clause} names a local version, which no index and no channel has`);
  return version;
}

/** What comes behind all that begin with a version, but for its last parts: 1.5 of 1.4.*, and of ~=1.4.2. */
function next(version: Version, parts: 1 | 2): Version {
  const kept = parts === 1 ? version.release : version.release.slice(0, -1);
  const last = kept.at(-1) ?? 0n;
  return { ...version, release: [...kept.slice(0, -1), last + 1n], pre: null, post: null, dev: null };
}

/** `<2.0a0` and `<2.dev0` are how conda leaves out what comes before 2, which `<2` of PEP 440 does anyway. */
function withoutMark(version: Version): Version {
  const isFirst =
    version.pre === null ? version.dev === 0n : version.pre.kind === "a" && version.pre.number === 0n;
  return isFirst && version.post === null ? { ...version, pre: null, dev: null } : version;
}

function intersect(one: Range, other: Range): Range {
  return {
    lower: tighter(one.lower, other.lower, 1),
    upper: tighter(one.upper, other.upper, -1),
    without: [...one.without, ...other.without],
  };
}

function tighter(one: Bound | null, other: Bound | null, sign: 1 | -1): Bound | null {
  if (one === null || other === null) return one ?? other;
  const order = compareVersions(one.version, other.version) * sign;
  if (order === 0) return one.inclusive ? other : one;
  return order > 0 ? one : other;
}

/** What lies outside needs not be taken out. */
function isWithin(text: string, { lower, upper }: Range): boolean {
  const version = parseVersion(text.replace(/\.\*$/, ""));
  if (version === null) return true;
  const end = text.endsWith(".*") ? next(version, 1) : version;
  const isAbove =
    lower === null ||
    compareVersions(end, lower.version) >= (lower.inclusive && !text.endsWith(".*") ? 0 : 1);
  const isBelow = upper === null || compareVersions(version, upper.version) < (upper.inclusive ? 1 : 0);
  return isAbove && isBelow;
}

/** Zeros at the end tell nothing. */
function shown(version: Version): string {
  const last = version.release.findLastIndex((number) => number !== 0n);
  return canonicalOf({ ...version, release: version.release.slice(0, Math.max(1, last + 1)) });
}
