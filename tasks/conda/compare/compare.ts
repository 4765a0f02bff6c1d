import type { Fault } from "../../program/fault.ts";
import { allowsPython } from "../../wheel/requires-python.ts";
import { type Cell, condaForgeMinors, describeCells } from "../metadata/cells.ts";
import type { Need, Needs } from "../metadata/needs.ts";
import { type Range, describeRange, rangeOf } from "../metadata/range.ts";
import { condaNames, isNamed } from "../names.ts";
import { joinedTexts } from "../recipe/context.ts";
import { conditionHolds } from "../recipe/condition.ts";
import { type Recipe, type RecipePackage, leaves, packageName, requirementsOf } from "../recipe/recipe.ts";
import { nodeAt } from "../yaml/node.ts";
import { type RecipeNeed, recipeNeeds } from "./recipe-needs.ts";

/** What is compared. */
export interface Compared {
  readonly recipe: Recipe;
  readonly built: RecipePackage;
  /** Of the wheel's metadata. */
  readonly needs: Needs;
  /** conda's names by the index's, as declared. */
  readonly names: Readonly<Record<string, string>>;
}

/** What differs, and what is told of it alone. */
export interface Differences {
  readonly faults: readonly Fault[];
  readonly notices: readonly string[];
}

/** Compares what a recipe requires for running with what the wheel's metadata asks for, wherever conda-forge builds it. */
export function compareRequirements(compared: Compared): Differences {
  const { recipe, built, needs } = compared;
  const stated = recipeNeeds(requirementsOf(recipe, built, "run"), needs.cells);
  const required = stated.filter(({ name }) => name !== "python" && name !== "" && !name.startsWith("__"));
  const projects = [...new Set(needs.needs.map(({ requirement }) => requirement.name))].sort();
  const each = projects.map((project) => compareProject(project, required, compared));
  const python = comparePython(stated, compared);
  const extra = compareExtra(required, compared);
  const all = [...each, python, extra];
  return { faults: all.flatMap(({ faults }) => faults), notices: all.flatMap(({ notices }) => notices) };
}

const inMetadata = "if the metadata is wrong, correct it in pyproject.toml";

function compareProject(project: string, required: readonly RecipeNeed[], compared: Compared): Differences {
  const { recipe, needs, names, built } = compared;
  const wanted = needs.needs.filter(({ requirement }) => requirement.name === project);
  const conda = condaNames(project, names);
  const own = required.filter(({ name }) => isNamed(name, conda));
  const line = lineOf(wanted, conda[0] ?? project);
  const [first] = own;
  if (first === undefined) return missing(wanted, required, compared);
  const place = `${recipe.place}:${first.requirement.line}`;
  const extras = [...new Set(wanted.flatMap(({ requirement }) => requirement.extras))];
  const notices = [
    ...(extras.length === 0
      ? []
      : [
          `${textsOf(wanted)} asks for extras, which conda does not know: see that what they bring is required too.`,
        ]),
    ...own
      .filter(({ uncertain }) => uncertain)
      .map(
        ({ requirement }) =>
          `${recipe.place}:${requirement.line}: its condition can't be told here, and is taken to hold.`,
      ),
  ];
  const unbound = own.find(({ range }) => range === null);
  if (unbound !== undefined) {
    return {
      faults: [],
      notices: [...notices, `${place}: the bound of ${unbound.requirement.text} can't be compared.`],
    };
  }
  const found = built.noarch === null ? perCell(wanted, own, compared) : alike(wanted, own, line);
  if (!own.some(({ requirement }) => requirement.explained)) {
    return { faults: found.map((fault) => ({ place, ...fault })), notices };
  }
  return {
    faults: [],
    notices: [...notices, ...found.map(({ fault }) => `${place}: ${fault}, as its comment says.`)],
  };
}

/** Nothing below run has its name: another may, or what it is compiled against brings it along. */
function missing(wanted: readonly Need[], required: readonly RecipeNeed[], compared: Compared): Differences {
  const { recipe, built, needs, names } = compared;
  const project = wanted[0]?.requirement.name ?? "";
  const conda = condaNames(project, names);
  const [name = project] = conda;
  const host = requirementsOf(recipe, built, "host").find(({ text }) => isNamed(packageName(text), conda));
  if (host !== undefined) {
    const notice = `${recipe.place}:${host.line}: ${host.text} is required for building alone; conda-forge's ${name} has to bring itself along for running.`;
    return { faults: [], notices: [notice] };
  }
  const other = required.find((one) => isNamed(one.name, [project]));
  const called = other === undefined ? "" : `, which conda-forge does not call ${other.name}`;
  const where = describe(needsCells(wanted, needs.cells), needs.cells);
  const fault = `lacks ${name}${called}: the wheel asks for ${textsOf(wanted)}${where}`;
  const mend = `add ${lineOf(wanted, name)} to requirements.run, or ${inMetadata}`;
  return differences([{ place: recipe.place, fault, mend }]);
}

function lineOf(wanted: readonly Need[], name: string): string {
  return `${name} ${describeRange(rangeOf(clausesOf(wanted))).replace("any version", "")}`.trim();
}

type Difference = Omit<Fault, "place">;

/** A noarch package requires always what some Python or system needs, by all bounds at once. */
function alike(wanted: readonly Need[], own: readonly RecipeNeed[], line: string): readonly Difference[] {
  const expected = describeRange(rangeOf(clausesOf(wanted)));
  const given = describeRange(joined(own));
  if (expected === given) return [];
  const name = own[0]?.name ?? "";
  const fault = `requires ${name} ${given}, and the wheel asks for ${textsOf(wanted)}`;
  return [{ fault, mend: `write ${line}, or ${inMetadata}` }];
}

/** A native package has conditions: what differs is told for where it does. */
function perCell(
  wanted: readonly Need[],
  own: readonly RecipeNeed[],
  { needs }: Compared,
): readonly Difference[] {
  const name = own[0]?.name ?? "";
  const states = needs.cells.map((cell) => {
    const asked = wanted.filter(({ cells }) => cells.includes(cell));
    const given = own.filter(({ cells }) => cells.includes(cell));
    const bound = { asked: describeRange(rangeOf(clausesOf(asked))), given: describeRange(joined(given)) };
    if (asked.length > 0 && given.length === 0) return { cell, difference: `lacks ${name} ${bound.asked}` };
    if (asked.length === 0 && given.length > 0)
      return { cell, difference: `requires ${name}, which the wheel does not ask for` };
    if (asked.length === 0 || bound.asked === bound.given) return { cell, difference: null };
    return { cell, difference: `requires ${name} ${bound.given}, and the wheel asks for ${bound.asked}` };
  });
  const kinds = [...new Set(states.flatMap(({ difference }) => difference ?? []))];
  return kinds.map((kind) => {
    const cells = states.filter(({ difference }) => difference === kind).map(({ cell }) => cell);
    const mend = `write it as ${textsOf(wanted)} has it, or ${inMetadata}`;
    return { fault: `${kind}${describe(cells, needs.cells)}`, mend };
  });
}

/** What no project of the wheel is called. A line that says why in a comment is taken for meant. */
function compareExtra(required: readonly RecipeNeed[], { recipe, needs, names }: Compared): Differences {
  const asked = needs.needs.flatMap(({ requirement }) => condaNames(requirement.name, names));
  const optional = needs.optional.flatMap(({ name }) => condaNames(name, names));
  const projects = needs.needs.map(({ requirement }) => requirement.name);
  const extra = required.filter(({ name }) => !isNamed(name, asked) && !isNamed(name, projects));
  const isMeant = ({ name, requirement }: RecipeNeed) => requirement.explained || isNamed(name, optional);
  return {
    faults: extra
      .filter((one) => !isMeant(one))
      .map(({ name, requirement }) => ({
        place: `${recipe.place}:${requirement.line}`,
        fault: `requires ${name}, which the wheel does not ask for`,
        mend: "remove it, or say in a comment at its line why it is needed",
      })),
    notices: extra.filter(isMeant).map(({ name, requirement }) => {
      return `${recipe.place}:${requirement.line}: requires ${name}, which the wheel asks for in no case or by an extra alone.`;
    }),
  };
}

function comparePython(stated: readonly RecipeNeed[], { recipe, built, needs }: Compared): Differences {
  const own = stated.filter(({ name }) => name === "python");
  const place = own[0] === undefined ? recipe.place : `${recipe.place}:${own[0].requirement.line}`;
  const expected = describeRange(needs.python);
  if (built.noarch !== null) {
    const ranges = own.flatMap(({ range }) => range ?? []);
    const given = ranges.length === 0 ? "any version" : describeRange(joined(own));
    if (given === expected || own.some(({ range }) => range === null)) return differences([]);
    const mend = `let it admit ${expected}, by python_min in context and the bound below run, or correct requires-python`;
    return differences([{ place, fault: `runs on Python ${given}, and the wheel on ${expected}`, mend }]);
  }
  const skips = leaves(nodeAt(built.node, "build", "skip") ?? nodeAt(recipe.root, "build", "skip"), []).map(
    ({ node }) => joinedTexts(node.text, recipe.context),
  );
  const cell = (python: string): Cell => ({ system: "linux", machine: "x86_64", python });
  const wrong = condaForgeMinors.flatMap((python) => {
    const isSkipped = skips.some((skip) => conditionHolds(skip, cell(python)) === true);
    const isAllowed = allowsPython(expected, python) !== false;
    if (isSkipped !== isAllowed) return [];
    return [
      isSkipped
        ? `skips Python ${python}, which the wheel admits`
        : `is built for Python ${python}, which the wheel does not admit`,
    ];
  });
  const mend = 'skip the others below build: match(python, "<3.12")';
  return differences(wrong.map((fault) => ({ place, fault, mend })));
}

function joined(own: readonly RecipeNeed[]): Range {
  return rangeOf(
    own.flatMap(({ range }) =>
      range === null ? [] : [...describeRange(range).replace("any version", "*").split(",")],
    ),
  );
}

function clausesOf(wanted: readonly Need[]): readonly string[] {
  return wanted.flatMap(({ requirement }) => requirement.clauses);
}

function needsCells(wanted: readonly Need[], all: readonly Cell[]): readonly Cell[] {
  return all.filter((cell) => wanted.some(({ cells }) => cells.includes(cell)));
}

function describe(some: readonly Cell[], all: readonly Cell[]): string {
  return some.length === all.length ? "" : ` (${describeCells(some, all)})`;
}

function textsOf(wanted: readonly Need[]): string {
  return wanted.map(({ requirement }) => requirement.text).join(" and ");
}

function differences(faults: readonly Fault[]): Differences {
  return { faults, notices: [] };
}
