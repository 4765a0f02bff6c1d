/** The lowest of minor versions of CPython, without the mark of free-threaded ones: `3.12` of `3.13t` and `3.12`. */
export function lowestMinor(pythons: readonly string[]): string {
  const minors = pythons.map((python) => Number(/^3\.(\d+)t?$/.exec(python)?.[1] ?? Number.NaN));
  return `3.${Math.min(...minors)}`;
}
