import { MarkerError, holds } from "../conda/metadata/marker.ts";
import { RequirementError, type Requirement, parseRequirement } from "../conda/metadata/requirement.ts";
import { normalizeName } from "../index/file-name.ts";
import type { Fault } from "../program/fault.ts";
import { type Target, markerValues } from "./platform.ts";

/** A wheel that the image gets: its name as indexes compare it, and its `Requires-Dist`. */
export interface Needing {
  readonly name: string;
  readonly requires: readonly string[];
}

/**
 * What the package needs, by what all wheels say of themselves, and the lock does not hold. Versions are left to pip, which
 * refuses what does not fit.
 */
export function lackingPins(
  place: string,
  root: Needing,
  { wheels, target }: { readonly wheels: readonly Needing[]; readonly target: Target },
): readonly Fault[] {
  const byName = new Map([root, ...wheels].map((wheel) => [normalizeName(wheel.name), wheel]));
  const seen = new Set<string>();
  const lacking = new Map<string, string>();
  const waiting = [{ name: normalizeName(root.name), extra: "" }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = `${next.name}[${next.extra}]`;
    const wheel = byName.get(next.name);
    if (seen.has(key) || wheel === undefined) continue;
    seen.add(key);
    for (const { name, extras } of neededBy(wheel, next.extra, target)) {
      if (!byName.has(name)) lacking.set(name, lacking.get(name) ?? wheel.name);
      for (const extra of ["", ...extras]) waiting.push({ name, extra });
    }
  }
  return [...lacking].sort().map(([name, by]) => ({
    place,
    fault: `lacks ${name}, which ${by} requires on ${target.platform}`,
    mend: "lock it anew with the task lock-image",
  }));
}

function neededBy({ requires }: Needing, extra: string, target: Target): readonly Requirement[] {
  const values = { ...markerValues(target), extra };
  return requires.flatMap((text) => {
    const requirement = readable(text);
    if (requirement === null) return [];
    return requirement.marker === null || holds(requirement.marker, values) ? [requirement] : [];
  });
}

/** What can't be read is pip's to refuse. */
function readable(text: string): Requirement | null {
  try {
    return parseRequirement(text);
  } catch (error) {
    if (error instanceof RequirementError || error instanceof MarkerError) return null;
    throw error;
  }
}
