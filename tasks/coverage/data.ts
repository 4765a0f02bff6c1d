/** A minor version of CPython and its days: released, and the last day of the month that its support ends in. */
export interface PythonRelease {
  readonly python: string;
  readonly released: string;
  readonly endOfLife: string;
  /** Whether its free-threaded build is a supported one (PEP 779), not an experiment. */
  readonly freeThreaded: boolean;
}

/** Release schedules: PEP 619, 664, 693, 719, 745, 790, and devguide.python.org/versions. As of 2026-11-22. */
export const pythonReleases: readonly PythonRelease[] = [
  { python: "3.10", released: "2021-10-04", endOfLife: "2026-10-31", freeThreaded: false },
  { python: "3.11", released: "2022-10-24", endOfLife: "2027-10-31", freeThreaded: false },
  { python: "3.12", released: "2023-10-02", endOfLife: "2028-10-31", freeThreaded: false },
  { python: "3.13", released: "2024-10-07", endOfLife: "2029-10-31", freeThreaded: false },
  { python: "3.14", released: "2025-10-07", endOfLife: "2030-10-31", freeThreaded: true },
  { python: "3.15", released: "2026-10-01", endOfLife: "2031-10-31", freeThreaded: true },
];

/** Platforms that coverage is counted on, in the order of the table's columns. */
export const platformNames = [
  "manylinux x86-64",
  "manylinux aarch64",
  "musllinux x86-64",
  "musllinux aarch64",
  "macOS arm64",
  "macOS x86-64",
  "Windows x86-64",
  "Windows arm64",
] as const;
export type PlatformName = (typeof platformNames)[number];

/** Official installers of CPython for Windows on ARM64 begin with this version; all others have all that is supported. */
export const firstOnWindowsArm64 = "3.11";

/**
 * Downloads of attrs, which most installations need, by Python, mirrors left out: 2026-02-02 to 2026-08-01, as told by
 * pypistats in python-attrs/attrs pull request 1603. Downloads whose Python is unknown (3 %) are left out.
 */
export const downloadsByPython: Readonly<Record<string, number>> = {
  "2.7": 3_655_230,
  "3.6": 9_459_666,
  "3.7": 134_442_807,
  "3.8": 88_589_228,
  "3.9": 226_684_815,
  "3.10": 674_081_023,
  "3.11": 1_077_927_736,
  "3.12": 1_358_073_100,
  "3.13": 644_064_074,
  "3.14": 232_705_540,
  "3.15": 465_780,
};

/**
 * Share of downloads by platform (percent): those of mypy 1.17 in the 28 days to 2025-07-30, as told by pypinfo in
 * python/mypy issue 18593. What is published are the three largest; the rest, 5.62, is not, and is spread here over the
 * other platforms alike. A weight of a cell is that of its Python by that of its platform: no one publishes both at once.
 */
export const shareByPlatform: Readonly<Record<PlatformName, number>> = {
  "manylinux x86-64": 84.76,
  "manylinux aarch64": 5.05,
  "musllinux x86-64": 1.124,
  "musllinux aarch64": 1.124,
  "macOS arm64": 1.124,
  "macOS x86-64": 1.124,
  "Windows x86-64": 4.57,
  "Windows arm64": 1.124,
};

/** What the summary says of where the weights come from. */
export const weightSource =
  "Weights: downloads of attrs by Python, 2026-02 to 2026-07 (pypistats, python-attrs/attrs#1603), times those of " +
  "mypy by platform, 2025-07 (pypinfo, python/mypy#18593; five smaller platforms share its unpublished 5.6 % alike). CPythons in support: as " +
  "known on 2026-11-22 (devguide.python.org/versions).";
