import type { Fault } from "../program/fault.ts";
import { sameVersion } from "../version/version.ts";
import { distributionOf } from "./filename.ts";
import { type Headers, onlyValue } from "./headers.ts";

/** What a file to publish says of itself, and all that is wrong with it. */
export interface Inspected {
  readonly name: string;
  readonly kind: "sdist" | "wheel";
  readonly distribution: string;
  readonly version: string;
  /** Null: it can be installed on any. */
  readonly requiresPython: string | null;
  /** Whether a wheel is for any system; an sdist is not. */
  readonly pure: boolean;
  /** A wheel's platform tags. */
  readonly platformTags: readonly string[];
  readonly faults: readonly Fault[];
}

/** What a file's name says of it. */
export interface Named {
  readonly name: string;
  readonly distribution: string;
  readonly version: string;
}

export const buildAgain = "build or fetch it again";

/** Compares PKG-INFO or METADATA, whose path is `place`, with the name of the file that holds it. */
export function metadataFaults(headers: Headers, place: string, named: Named): readonly Fault[] {
  const compared = [
    { header: "Name", wanted: named.distribution, same: sameName },
    { header: "Version", wanted: named.version, same: sameVersion },
  ];
  return compared.flatMap(({ header, wanted, same }) => {
    const value = onlyValue(headers, header);
    if (value === null) {
      return [{ place, fault: `has not one ${header}`, mend: "mend the build backend's metadata" }];
    }
    if (same(value, wanted)) return [];
    const fault = `says ${header}: ${value}, but the file's name says ${wanted}`;
    return [{ place, fault, mend: buildAgain }];
  });
}

function sameName(one: string, other: string): boolean {
  return distributionOf(one) === distributionOf(other);
}
