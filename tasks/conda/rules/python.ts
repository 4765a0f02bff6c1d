import {
  type Recipe,
  type RecipePackage,
  type RecipeRequirement,
  type Section,
  leaves,
  packageName,
  requirementsOf,
} from "../recipe/recipe.ts";
import { itemsOf, nodeAt } from "../yaml/node.ts";
import type { Rule, RuleFinding } from "./rule.ts";

function pythonIn(recipe: Recipe, one: RecipePackage, section: Section): readonly RecipeRequirement[] {
  return requirementsOf(recipe, one, section).filter(({ text }) => packageName(text) === "python");
}

/** The packages of a recipe that are for any machine; not those of which a variant decides it. */
function noarchs({ packages }: Recipe): readonly RecipePackage[] {
  return packages.filter(({ noarch }) => noarch === "python");
}

function native({ packages }: Recipe): readonly RecipePackage[] {
  return packages.filter(({ noarch }) => noarch === null);
}

const lowerBound: Rule = {
  name: "python-lower-bound",
  smithy: ["R-026"],
  find: (recipe) =>
    noarchs(recipe).flatMap((one) => {
      if (pythonIn(recipe, one, "run").some(({ text }) => text !== "python")) return [];
      const line = nodeAt(one.node, "requirements")?.line ?? null;
      return [{ line, fault: "runs on any Python", mend: "write python >=${{ python_min }} below run" }];
    }),
};

const pythonMin: Rule = {
  name: "python-min",
  smithy: ["R-047"],
  find: (recipe) =>
    noarchs(recipe).flatMap((one) => {
      const host = pythonIn(recipe, one, "host");
      const run = pythonIn(recipe, one, "run");
      const tests = testedPythons(one);
      const found: RuleFinding[] = [];
      const line = nodeAt(one.node, "requirements")?.line ?? null;
      if (!host.some(({ written }) => /^python\s+\$\{\{ python_min \}\}\.\*$/.test(written))) {
        found.push({
          line: host[0]?.line ?? line,
          fault: "does not build with the oldest Python",
          mend: "write python ${{ python_min }}.* below host",
        });
      }
      if (run.length > 0 && !run.some(({ written }) => /^python\s+>=\$\{\{ python_min \}\}/.test(written))) {
        found.push({
          line: run[0]?.line ?? line,
          fault: "has a bound of Python of its own",
          mend: "write python >=${{ python_min }} below run, and python_min into context",
        });
      }
      if (!tests.some((text) => /^(?:python\s+)?\$\{\{ python_min \}\}\.\*$/.test(text))) {
        const mend = "write ${{ python_min }}.* below tests: - python: python_version";
        found.push({
          line: nodeAt(one.node, "tests")?.line ?? line,
          fault: "is not tested with the oldest Python",
          mend,
        });
      }
      return found;
    }),
};

function testedPythons({ node }: RecipePackage): readonly string[] {
  return itemsOf(nodeAt(node, "tests")).flatMap((test) => {
    const versions = leaves(nodeAt(test, "python", "python_version"), []).map((leaf) => leaf.node.text);
    const required = leaves(nodeAt(test, "requirements", "run"), []).map((leaf) => leaf.node.text);
    return [...versions, ...required.filter((text) => packageName(text) === "python")];
  });
}

const noarchConditions: Rule = {
  name: "noarch-conditions",
  smithy: ["R1-002"],
  find: (recipe) =>
    recipe.packages
      .filter(({ noarch }) => noarch !== null && !noarch.includes("${{"))
      .flatMap((one) =>
        requirementsOf(recipe, one)
          .filter(({ conditions }) => conditions.length > 0)
          .map(({ line, written }) => ({
            line,
            fault: `requires ${written} under a condition, and is noarch`,
            mend: "require it always, or leave noarch out",
          })),
      ),
};

const noarchCompiler: Rule = {
  name: "noarch-compiler",
  smithy: [],
  find: (recipe) =>
    noarchs(recipe).flatMap((one) =>
      requirementsOf(recipe, one)
        .filter(({ written }) => /\b(?:compiler|stdlib)\(/.test(written))
        .map(({ line }) => ({ line, fault: "has a compiler, and is noarch", mend: "leave one of them out" })),
    ),
};

const hostAndRun: Rule = {
  name: "python-host-run",
  smithy: ["R-023"],
  find: (recipe) =>
    native(recipe).flatMap((one) => {
      const [host] = pythonIn(recipe, one, "host");
      if (host === undefined || pythonIn(recipe, one, "run").length > 0) return [];
      return [
        { line: host.line, fault: "has python below host, and not below run", mend: "add python to run" },
      ];
    }),
};

const unpinned: Rule = {
  name: "python-unpinned",
  smithy: ["R-024"],
  find: (recipe) =>
    native(recipe).flatMap((one) =>
      (["host", "run"] as const).flatMap((section) =>
        pythonIn(recipe, one, section)
          .filter(({ text }) => text !== "python")
          .map(({ line, text }) => {
            const mend = 'write python, and skip what it can\'t be built for: match(python, "<3.12")';
            return { line, fault: `sets a bound of Python, ${text}, which variants do`, mend };
          }),
      ),
    ),
};

/** Rules on Python itself, which differ for packages of any machine and of one. */
export const pythonRules: readonly Rule[] = [
  lowerBound,
  pythonMin,
  noarchConditions,
  noarchCompiler,
  hostAndRun,
  unpinned,
];
