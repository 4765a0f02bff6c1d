import type { Fault } from "../../program/fault.ts";
import { condaBound } from "../metadata/bounds.ts";
import { type Cell, condaForgePython, describeCells } from "../metadata/cells.ts";
import type { Need, Needs } from "../metadata/needs.ts";
import { describeRange, isNothing, rangeOf } from "../metadata/range.ts";
import { condaNames } from "../names.ts";
import type { RequirementLine } from "./draft.ts";

/** What the package needs when it runs, beside Python. */
export interface RunRequirements {
  readonly lines: readonly RequirementLine[];
  readonly faults: readonly Fault[];
  /** What was settled in a way that a person should know of. */
  readonly notices: readonly string[];
}

/** Whose requirements they are. */
export interface RunOf {
  readonly place: string;
  readonly noarch: boolean;
  readonly names: Readonly<Record<string, string>>;
}

const keepRecipe = "keep a recipe of your own and declare it (slipway:conda.recipe)";

/** Writes the needs of the metadata as conda's, sorted by name. */
export function runRequirements(needs: Needs, of: RunOf): RunRequirements {
  const names = [...new Set(needs.needs.map(({ requirement }) => requirement.name))].sort();
  const parts = names.map((project) => {
    const group = needs.needs.filter(({ requirement }) => requirement.name === project);
    const [name = project] = condaNames(project, of.names);
    const extras = [...new Set(group.flatMap(({ requirement }) => requirement.extras))];
    const part = of.noarch
      ? always({ name, group, of, all: needs.cells })
      : conditional({ name, group, of, all: needs.cells });
    const mend = `${keepRecipe}, which names what they bring`;
    const fault = `asks for ${project}[${extras.join(",")}], and conda knows no extras`;
    return extras.length === 0
      ? part
      : { ...part, faults: [...part.faults, { place: of.place, fault, mend }] };
  });
  return {
    lines: parts.flatMap(({ lines }) => lines),
    faults: parts.flatMap(({ faults }) => faults),
    notices: parts.flatMap(({ notices }) => notices),
  };
}

/** The requirements of one name. */
interface Group {
  readonly name: string;
  readonly group: readonly Need[];
  readonly of: RunOf;
  readonly all: readonly Cell[];
}

/** One package for every system and Python can have no conditions: what some Python needs, all get. */
function always({ name, group, of, all }: Group): RunRequirements {
  const cells = all.filter((cell) => group.some((need) => need.cells.includes(cell)));
  const where = describeCells(cells, all);
  const texts = group.map(({ requirement }) => requirement.text).join(" and ");
  const clauses = group.flatMap(({ requirement }) => requirement.clauses);
  const range = rangeOf(clauses);
  if (isNothing(range)) {
    const fault = `asks for ${texts}, which no version of ${name} meets for all Pythons at once`;
    return {
      lines: [],
      faults: [{ place: of.place, fault, mend: `drop the older Pythons, or ${keepRecipe}` }],
      notices: [],
    };
  }
  const count = (some: readonly Cell[], python: string) =>
    some.filter((cell) => cell.python === python).length;
  const isSame = all.every(({ python }) => [0, count(all, python)].includes(count(cells, python)));
  if (!isSame) {
    const fault = `asks for ${texts}, needed ${where} alone, and a noarch package is the same everywhere`;
    const mend = `drop the marker if it does no harm elsewhere, or ${keepRecipe}`;
    return { lines: [], faults: [{ place: of.place, fault, mend }], notices: [] };
  }
  const bound = group.length === 1 ? condaBound(clauses) : describeRange(range).replace("any version", "");
  const notice = `${texts} is needed ${where} alone; a noarch package has no conditions, so that ${name} is required always.`;
  return {
    lines: [`${name} ${bound}`.trim()],
    faults: [],
    notices: cells.length === all.length ? [] : [notice],
  };
}

/** A requirement under each condition of its own. */
function conditional({ name, group, of, all }: Group): RunRequirements {
  const parts = group.map(({ requirement, cells }) => {
    const line = `${name} ${condaBound(requirement.clauses)}`.trim();
    if (cells.length === all.length) return { line, fault: null };
    const condition = conditionOf(cells, all);
    if (condition !== null) return { line: { if: condition, then: [line] }, fault: null };
    const fault = `asks for ${requirement.text}, whose marker a recipe has no condition for`;
    return { line, fault: { place: of.place, fault, mend: keepRecipe } };
  });
  const faults = parts.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  return { lines: parts.map(({ line }) => line), faults, notices: [] };
}

/** The condition that holds in these cells and no others; null where it takes more than systems and a bound of Python. */
function conditionOf(cells: readonly Cell[], all: readonly Cell[]): string | null {
  const systems = [...new Set(cells.map(({ system }) => system))];
  const pythons = [...new Set(cells.map(({ python }) => python))];
  const every = [...new Set(all.map(({ python }) => python))];
  const covered = all.filter(({ system, python }) => systems.includes(system) && pythons.includes(python));
  const python = pythonCondition(pythons, every);
  if (covered.length !== cells.length || python === null) return null;
  const left = (["linux", "osx", "win"] as const).filter((system) => !systems.includes(system));
  const [first = ""] = systems;
  const system =
    left.length === 0 ? "" : left.length === 2 ? first : left[0] === "win" ? "unix" : `not ${left.join("")}`;
  return [system, python].filter((part) => part !== "").join(" and ");
}

function pythonCondition(some: readonly string[], every: readonly string[]): string | null {
  if (some.length === every.length) return "";
  const first = every.indexOf(some[0] ?? "");
  const isRun = some.every((python, index) => every[first + index] === python);
  if (isRun && first === 0) return `match(python, "<${every[some.length] ?? ""}")`;
  return isRun && first + some.length === every.length ? `match(python, ">=${some[0] ?? ""}")` : null;
}

/** What is asked of Python itself. */
export interface PythonRequirement {
  readonly pythonMin: string | null;
  /** Of a noarch package. */
  readonly run: string;
  /** Where a native one is not built. */
  readonly skip: readonly string[];
}

/** Writes the bound of Python: by python_min for a noarch package, by what is skipped for another. */
export function pythonRequirement({ python, cells }: Needs): PythonRequirement {
  const [major = 3n, minor = 0n, patch = 0n] = python.lower?.version.release ?? [];
  const lowest = `${major}.${minor}`;
  const rest = describeRange({ ...python, lower: null }).replace("any version", "");
  const last = cells.at(-1)?.python ?? "";
  const after = `3.${Number(last.split(".")[1]) + 1}`;
  const isCut =
    python.upper !== null &&
    describeRange({ ...python, without: [] }) !== describeRange({ ...python, upper: null, without: [] });
  return {
    pythonMin: lowest === condaForgePython ? null : lowest,
    run: `python >=\${{ python_min }}${patch > 0n ? `.${patch}` : ""}${rest === "" ? "" : `,${rest}`}`,
    skip: [
      ...(lowest === condaForgePython ? [] : [`match(python, "<${lowest}")`]),
      ...(isCut && after !== "3.16" ? [`match(python, ">=${after}")`] : []),
    ],
  };
}
