import type { Fault } from "../../config/fault.ts";
import {
  canonicalOf,
  compareVersions,
  isPrerelease,
  parseVersion,
  type Version,
} from "../../tasks/version/version.ts";

/** How much the next version is above the present one. */
export type Bump = "major" | "minor" | "patch" | "pre";
export const bumps: readonly Bump[] = ["major", "minor", "patch", "pre"];

/** What is asked for, and what is known of the versions that there are. */
export interface VersionQuestion {
  /** What `--version` says. */
  readonly asked: string | null;
  readonly bump: Bump | null;
  /** As the sources state it; null: tags alone decide. */
  readonly stated: string | null;
  /** Versions that are tagged, in any spelling. */
  readonly tagged: readonly string[];
}

/** The next version, in its one spelling; or what is wrong with the one that was asked for. */
export type NextVersion = { readonly version: string } | { readonly faults: readonly Fault[] };

/**
 * The version that is asked for or, without one, the next: of a pre-release its release, of a version that was never
 * tagged that itself, else one more at the last place.
 */
export function nextVersion(question: VersionQuestion): NextVersion {
  const { asked, bump, stated, tagged } = question;
  if (asked !== null) return askedVersion(asked, question);
  const newest = newestOf([...tagged, ...(stated === null ? [] : [stated])]);
  if (newest === null) {
    const mend = "name the first version by --version, such as --version 0.1.0";
    return { faults: [{ place: "--version", fault: "is missing, and there is none to count from", mend }] };
  }
  const version = bump === null ? proposed(newest, tagged) : bumped(newest, bump);
  return { version: canonicalOf(version) };
}

function askedVersion(asked: string, { stated, tagged }: VersionQuestion): NextVersion {
  const place = `--version ${asked}`;
  const refuse = (fault: string, mend: string) => ({ faults: [{ place, fault, mend }] });
  const version = parseVersion(asked);
  if (version === null)
    return refuse("is no version (PEP 440)", "write one such as 1.2.0, 1.2.0rc1 or 1.2.0.post1");
  const canonical = canonicalOf(version);
  if (version.local.length > 0)
    return refuse("is local, and no index takes it", "leave out what follows the +");
  if (canonical !== asked)
    return refuse(`is not how indexes spell that version`, `write --version ${canonical}`);
  const same = tagged.find((tag) => isSame(tag, version));
  if (same !== undefined) return refuse(`is tagged already, as ${same}`, `take a higher one than ${same}`);
  const newest = newestOf([...tagged, ...(stated === null ? [] : [stated])]);
  if (newest !== null && compareVersions(version, newest) < 0)
    return refuse(
      `is lower than ${canonicalOf(newest)}, the newest`,
      `take a higher one than ${canonicalOf(newest)}`,
    );
  return { version: canonical };
}

function isSame(text: string, version: Version): boolean {
  const other = parseVersion(text);
  return other !== null && compareVersions(other, version) === 0;
}

function newestOf(texts: readonly string[]): Version | null {
  const versions = texts.map(parseVersion).filter((version) => version !== null);
  return versions.reduce<Version | null>(
    (newest, version) => (newest === null || compareVersions(version, newest) > 0 ? version : newest),
    null,
  );
}

function proposed(newest: Version, tagged: readonly string[]): Version {
  if (isPrerelease(newest)) return released(newest);
  return tagged.some((tag) => isSame(tag, newest)) ? bumped(newest, "patch") : newest;
}

/** The final release of a pre-release. */
function released({ epoch, release }: Version): Version {
  return { epoch, release, pre: null, post: null, dev: null, local: [] };
}

const placesOf = { major: 0, minor: 1, patch: 2 } as const;

/** As `npm version` counts: of a pre-release of 2.0.0 the next major version is 2.0.0 itself. */
function bumped(version: Version, bump: Bump): Version {
  if (bump === "pre") return nextPre(version);
  const place = placesOf[bump];
  const release = padded(version.release);
  const isAhead = isPrerelease(version) && release.slice(place + 1).every((number) => number === 0n);
  if (isAhead) return released({ ...version, release });
  return released({ ...version, release: raised(release, place) });
}

/** The next one of the same kind; of a release the first candidate of its next patch. */
function nextPre(version: Version): Version {
  const { pre, dev } = version;
  if (pre !== null)
    return { ...released(version), pre: dev === null ? { ...pre, number: pre.number + 1n } : pre };
  if (dev !== null) return { ...released(version), pre: { kind: "rc", number: 1n } };
  const release = raised(padded(version.release), placesOf.patch);
  return { ...released({ ...version, release }), pre: { kind: "rc", number: 1n } };
}

/** Three places at least: after 1.2 comes 1.2.1. */
function padded(release: readonly bigint[]): readonly bigint[] {
  return [...release, 0n, 0n, 0n].slice(0, Math.max(3, release.length));
}

function raised(release: readonly bigint[], place: number): readonly bigint[] {
  return release.slice(0, 3).map((number, at) => (at === place ? number + 1n : at > place ? 0n : number));
}
