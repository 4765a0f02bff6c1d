import { comparePythons } from "../../config/pythons.ts";
import { type Fault, FaultsError } from "../../config/fault.ts";
import { installation } from "../python/python.ts";

/**
 * A rehearsal takes the nearest CPython where the very one is not here, but none that the package refuses. Throws a
 * FaultsError where all of this machine are older than the oldest that it is tested on.
 */
export function requirePythons(declared: readonly string[], here: readonly string[]): void {
  const wanted = declared.filter((minor) => !minor.endsWith("t")).sort(comparePythons);
  const [oldest] = wanted;
  if (oldest === undefined || here.some((minor) => comparePythons(minor, oldest) >= 0)) return;
  const [which = oldest] = wanted.slice(-1);
  const all = here.length === 0 ? "has none" : `has ${[...new Set(here)].join(", ")}`;
  const fault: Fault = {
    place: "CPython",
    fault: `${oldest} or newer is not on this machine, which ${all}; the package is tested on nothing older`,
    mend: installation(which),
  };
  throw new FaultsError([fault]);
}
