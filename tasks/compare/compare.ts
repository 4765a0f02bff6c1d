import { describeDifference } from "./describe.ts";
import { type UnpackedFile, unpack } from "./unpacked.ts";

/** How one file of the second build differs from the first's. */
export interface Difference {
  /** Name of the sdist or wheel. */
  readonly file: string;
  /** Path within it; null where it is the file itself. */
  readonly path: string | null;
  /** What differs: `has another time in line 3`. */
  readonly what: string;
  /** Whether what is installed is the same all the same: order, times or compression of the archive differ. */
  readonly container: boolean;
}

/** A build's files by their names, read when they are needed. */
export type Build = ReadonlyMap<string, () => Uint8Array>;

/** Compares two builds of one commit; names each file that differs, and each that one of them lacks. */
export function compareBuilds(first: Build, second: Build): readonly Difference[] {
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  return names.flatMap((file): readonly Difference[] => {
    const [one, other] = [first.get(file), second.get(file)];
    if (one === undefined || other === undefined) {
      const what = `is missing in the ${one === undefined ? "first" : "second"} build`;
      return [{ file, path: null, what, container: false }];
    }
    return compareFile(file, one(), other());
  });
}

function compareFile(file: string, first: Uint8Array, second: Uint8Array): readonly Difference[] {
  if (Buffer.compare(first, second) === 0) return [];
  const [before, after] = [unpack(file, first), unpack(file, second)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const differing = paths.flatMap((path): readonly Difference[] => {
    const what = differenceOf(before.get(path), after.get(path));
    return what === null ? [] : [{ file, path, what, container: false }];
  });
  if (differing.length > 0) return withoutConsequences(differing);
  const what = "holds the same, but its bytes differ: by order, times or compression of the archive";
  return [{ file, path: null, what, container: true }];
}

function differenceOf(first: UnpackedFile | undefined, second: UnpackedFile | undefined): string | null {
  if (first === undefined || second === undefined) {
    return `is missing in the ${first === undefined ? "first" : "second"} build`;
  }
  if (first.mode !== second.mode) return `has mode ${first.mode}, then ${second.mode}`;
  if (Buffer.compare(first.content, second.content) === 0) return null;
  return describeDifference(first.content, second.content);
}

/** RECORD has the hashes of all others, and so differs whenever one does: that tells nothing new. */
function withoutConsequences(differing: readonly Difference[]): readonly Difference[] {
  const causes = differing.filter(({ path }) => path?.endsWith(".dist-info/RECORD") !== true);
  return causes.length > 0 ? causes : differing;
}
