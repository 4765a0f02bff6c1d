/** What the name of a wheel says (PEP 427). */
export interface WheelName {
  readonly distribution: string;
  readonly version: string;
  /** Null: it has none, as almost all. */
  readonly build: string | null;
  readonly pythons: readonly string[];
  readonly abis: readonly string[];
  readonly platforms: readonly string[];
}

/** What the name of an sdist says (PEP 625). */
export interface SdistName {
  readonly distribution: string;
  readonly version: string;
}

const wheelName =
  /^(?<distribution>[A-Za-z0-9_.]+)-(?<version>[A-Za-z0-9_.!+]+)(?:-(?<build>\d[A-Za-z0-9_.]*))?-(?<pythons>[a-z0-9_.]+)-(?<abis>[a-z0-9_.]+)-(?<platforms>[a-z0-9_.]+)\.whl$/;

/** Reads a wheel's name; null where it is none. */
export function parseWheelName(name: string): WheelName | null {
  const parts = wheelName.exec(name)?.groups;
  if (parts === undefined) return null;
  const { distribution = "", version = "", build = null, pythons = "", abis = "", platforms = "" } = parts;
  const split = (tags: string) => tags.split(".");
  return {
    distribution,
    version,
    build,
    pythons: split(pythons),
    abis: split(abis),
    platforms: split(platforms),
  };
}

/** Reads an sdist's name; null where it is none. */
export function parseSdistName(name: string): SdistName | null {
  const [, distribution, version] = /^([A-Za-z0-9_.]+)-([A-Za-z0-9_.!+]+)\.tar\.gz$/.exec(name) ?? [];
  return distribution === undefined || version === undefined ? null : { distribution, version };
}

/** One spelling for all names that an index takes as one (PEP 503), with the underscores that file names have. */
export function distributionOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "_");
}

/** All tags of a wheel, each by itself: `cp312-abi3-win_amd64`. */
export function tagsOf({ pythons, abis, platforms }: WheelName): readonly string[] {
  return pythons.flatMap((python) =>
    abis.flatMap((abi) => platforms.map((platform) => `${python}-${abi}-${platform}`)),
  );
}

/** Whether a wheel is for any system: nothing in it is compiled. */
export function isPure({ abis, platforms }: WheelName): boolean {
  return abis.every((abi) => abi === "none") && platforms.every((platform) => platform === "any");
}
