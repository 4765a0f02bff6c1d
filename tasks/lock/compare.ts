import type { Fault } from "../program/fault.ts";
import type { Pin } from "./read.ts";

/** How a lock that is missing or no longer fits is mended. */
export const renewal = "gh workflow run upkeep.yml, and merge the pull request that it opens";

/** What a lock lacks of what is needed, and what it holds beyond. */
export interface Comparison {
  readonly faults: readonly Fault[];
  /** Names that nothing needs any more, sorted. */
  readonly unneeded: readonly string[];
}

/**
 * Compares a committed lock with what was resolved by preferring its versions: what differs can't be met by it. Markers
 * are left aside, since tools spell them in different ways; `pip check` tells where one was wrong.
 */
export function compareLocks(place: string, committed: readonly Pin[], needed: readonly Pin[]): Comparison {
  const held = versionsByName(committed);
  const wanted = versionsByName(needed);
  const mend = renewal;
  const lacking = [...wanted.keys()].filter((name) => !held.has(name)).sort();
  const misfits = [...wanted].flatMap(([name, versions]) => {
    const locked = held.get(name);
    const missing = locked === undefined ? [] : [...versions].filter((version) => !locked.has(version));
    if (locked === undefined || missing.length === 0) return [];
    const fault = `locks ${name} ${[...locked].join(" and ")}, which no longer fits (${missing.join(" and ")} does)`;
    return [{ place, fault, mend }];
  });
  const lacks = { place, fault: `lacks ${lacking.join(", ")}, needed by now`, mend };
  const faults = [...(lacking.length > 0 ? [lacks] : []), ...misfits];
  return { faults, unneeded: [...held.keys()].filter((name) => !wanted.has(name)).sort() };
}

function versionsByName(pins: readonly Pin[]): ReadonlyMap<string, ReadonlySet<string>> {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of pins) versions.set(name, (versions.get(name) ?? new Set()).add(version));
  return versions;
}
