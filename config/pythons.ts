/**
 * CPython's minor versions and how each stands, from the Python developer's guide ("Status of Python versions").
 * Data instead of a date read from the clock: the same stack previews the same tomorrow.
 */
const status = {
  "3.8": "ended",
  "3.9": "ended",
  "3.10": "ended",
  "3.11": "supported",
  "3.12": "supported",
  "3.13": "supported",
  "3.14": "supported",
  "3.15": "supported",
} as const;

/** Minor versions that still get fixes, oldest first. */
export const supportedPythons: readonly string[] = Object.entries(status)
  .filter(([, state]) => state === "supported")
  .map(([version]) => version);

/** The first minor version with a free-threaded build that is not called experimental (PEP 779). */
const firstFreeThreaded = "3.14";

/** How a version such as `3.13` or `3.14t` stands; `unknown` for what CPython never released. */
export function pythonStatus(version: string): "supported" | "ended" | "unknown" {
  const freeThreaded = version.endsWith("t");
  const minor = freeThreaded ? version.slice(0, -1) : version;
  if (!isKnown(minor)) return "unknown";
  if (freeThreaded && comparePythons(minor, firstFreeThreaded) < 0) return "unknown";
  return status[minor];
}

/** Orders `3.9` before `3.10`, and `3.14` before its free-threaded build `3.14t`. */
export function comparePythons(a: string, b: string): number {
  const minor = (version: string) => Number.parseInt(version.split(".")[1] ?? "0", 10);
  return minor(a) - minor(b) || a.length - b.length;
}

function isKnown(minor: string): minor is keyof typeof status {
  return Object.hasOwn(status, minor);
}
