import type { Fault } from "../../program/fault.ts";
import { condaBound } from "./bounds.ts";
import { type Cell, condaForgePython, cellsFor, isNeeded } from "./cells.ts";
import { ClauseError, type Range, rangeOf } from "./range.ts";
import { type Requirement, RequirementError, parseRequirement } from "./requirement.ts";
import { allowsPython } from "../../wheel/requires-python.ts";

/** A requirement, and where on conda-forge it is needed: somewhere at least. */
export interface Need {
  readonly requirement: Requirement;
  readonly cells: readonly Cell[];
}

/** What a package's metadata asks for on conda-forge. */
export interface Needs {
  /** Where the package itself can be installed there. */
  readonly cells: readonly Cell[];
  readonly python: Range;
  readonly needs: readonly Need[];
  /** Requirements of extras alone. */
  readonly optional: readonly Requirement[];
  readonly faults: readonly Fault[];
}

/** What metadata says of a package's requirements. */
export interface Stated {
  /** Where it says so: the file. */
  readonly place: string;
  readonly requiresPython: string | null;
  /** `Requires-Dist` */
  readonly requires: readonly string[];
}

/** Reads requirements and evaluates their markers for all that conda-forge builds for. */
export function needsOf({ place, requiresPython, requires }: Stated): Needs {
  const faults: Fault[] = [];
  const clauses = clausesOf(requiresPython ?? "");
  const python = attempt(
    () => rangeOf([...clauses, `>=${condaForgePython}`]),
    `${place}, Requires-Python`,
    faults,
  );
  const cells = cellsFor((minor) => allowsPython(requiresPython ?? "", minor) !== false);
  const read = requires.flatMap(
    (text) => attempt(() => parseRequirement(text), `${place}, ${text}`, faults) ?? [],
  );
  const all = read.map((requirement) => ({
    requirement,
    cells: cells.filter((cell) => isNeeded(requirement.marker, cell)),
  }));
  const needed = all.filter((need) => need.cells.length > 0);
  const sound = needed.filter(({ requirement: { clauses: bounds, text } }) => {
    const bound = attempt(() => [rangeOf(bounds), condaBound(bounds)], `${place}, ${text}`, faults);
    return bound !== null;
  });
  return {
    cells,
    python: python ?? rangeOf([`>=${condaForgePython}`]),
    needs: sound,
    optional: all.filter((need) => need.cells.length === 0).map(({ requirement }) => requirement),
    faults,
  };
}

/** The clauses of a bound, without the blanks in them. */
function clausesOf(bound: string): readonly string[] {
  return bound
    .split(",")
    .map((clause) => clause.replaceAll(/\s+/g, ""))
    .filter((clause) => clause !== "");
}

function attempt<T>(read: () => T, place: string, faults: Fault[]): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequirementError) faults.push({ place, fault: error.message, mend: error.mend });
    else if (error instanceof ClauseError)
      faults.push({ place, fault: error.message, mend: "correct it in pyproject.toml" });
    else throw error;
    return null;
  }
}
