/** A CPython of this machine. */
export interface Python {
  /** `3.13.0` */
  readonly version: string;
  /** `3.13`; of a free-threaded build `3.13t`. */
  readonly minor: string;
  /** The interpreter itself, no link and no shim. */
  readonly file: string;
  /** Where `Python.h` would be; what compiles needs it. */
  readonly headers: string;
}

/** The Python that answers a wish, as far as this machine has one. */
export interface Chosen {
  readonly python: Python;
  /** What is told where another version than the wished one answers; null: it is that version. */
  readonly note: string | null;
}

/** `3.14.9`, `3.14`, `3.14t` */
const wishes = /^3\.(?<minor>\d+)(?:\.\d+)?(?<threaded>t?)$/;

/**
 * The Python for what a job asks of setup-python. Any release of its minor version does; where that is not here, the
 * nearest one stands in, since a leg that only tests on it is not run. Null: none does.
 */
export function choosePython(asked: string, pythons: readonly Python[]): Chosen | null {
  const { minor, threaded = "" } = wishes.exec(asked)?.groups ?? {};
  if (minor === undefined) return null;
  const ofMinor = pythons.filter((python) => python.minor === `3.${minor}${threaded}`);
  const exact = asked.split(".").length > 2;
  const python =
    ofMinor.find(({ version }) => version === asked.replace(/t$/, "")) ??
    ofMinor[0] ??
    (threaded === "" ? nearest(Number(minor), pythons) : undefined);
  if (python === undefined) return null;
  const same = ofMinor.includes(python) && (!exact || python.version === asked.replace(/t$/, ""));
  return { python, note: same ? null : `CPython ${python.version} in place of ${asked}` };
}

/** The highest below, since what is locked for a Python more often suits one before it; else the lowest above. */
function nearest(minor: number, pythons: readonly Python[]): Python | undefined {
  const usual = pythons.filter((python) => !python.minor.endsWith("t"));
  return (
    usual.find((python) => minorOf(python) < minor) ?? usual.findLast((python) => minorOf(python) > minor)
  );
}

/** Newest first; of one version the build with a GIL first. */
export function inOrder(pythons: readonly Python[]): readonly Python[] {
  return [...pythons].sort(
    (one, other) =>
      minorOf(other) - minorOf(one) ||
      one.minor.length - other.minor.length ||
      other.version.localeCompare(one.version, "en", { numeric: true }),
  );
}

function minorOf({ minor }: Python): number {
  return Number.parseInt(minor.slice(2), 10);
}

/** How one comes to this machine: a mend. */
export function installation(version: string): string {
  return `install one (uv python install ${version}, pyenv install ${version}), with venv and pip`;
}
