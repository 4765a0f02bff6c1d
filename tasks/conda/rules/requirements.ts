import { packageName, requirementsOf } from "../recipe/recipe.ts";
import { each, ofBuild, requires } from "./judge.ts";
import type { Rule } from "./rule.ts";

/** Backends that a build by pip may have (conda-smithy's list, and hosts of older names). */
const backends = [
  "setuptools",
  "flit",
  "flit-core",
  "hatchling",
  "jupyter-packaging",
  "maturin",
  "meson-python",
  "pdm-backend",
  "pdm-pep517",
  "poetry",
  "poetry-core",
  "pymsbuild",
  "scikit-build-core",
  "sphinx-theme-builder",
  "uv-build",
  "whey",
];

const joinedOperator: Rule = {
  name: "joined-operator",
  smithy: ["R-021"],
  find: each(({ written }) => {
    if (written.includes("${{") || !/^\S+\s+(?:[!=<>~]=?|===)\s+\S/.test(written)) return null;
    return {
      fault: `has a blank behind an operator: ${written}`,
      mend: `write ${written.replaceAll(/([!=<>~]+)\s+/g, "$1")}`,
    };
  }),
};

const separateName: Rule = {
  name: "separate-name",
  smithy: ["R-022"],
  find: each(({ written }) => {
    const [, name, pin] = /^([\w.-]+)([<>=!~].*)$/.exec(written) ?? [];
    if (name === undefined || pin === undefined) return null;
    return { fault: `has no blank before its bound: ${written}`, mend: `write ${name} ${pin}` };
  }),
};

const singleBlank: Rule = {
  name: "three-fields",
  smithy: ["R-048"],
  find: each(({ text }) => {
    const isOdd = /^[\w.-]+\s+=[^=\s]+=\S+$|^\S+(?: {2,}|\t)\S|,\s/.test(text);
    if (!isOdd || text.includes("${{")) return null;
    const fault = `is not written as name, version and build: ${text}`;
    return { fault, mend: "write one blank between them, and none elsewhere" };
  }),
};

const lowerCase: Rule = {
  name: "lower-case-requirement",
  smithy: [],
  find: each(({ text }) => {
    const name = text.split(/[\s<>=!~]/)[0] ?? "";
    if (name.includes("${{") || name === name.toLowerCase()) return null;
    return { fault: `names ${name}, and conda's names are lower case`, mend: `write ${name.toLowerCase()}` };
  }),
};

const pinnedNumpy: Rule = {
  name: "pinned-numpy",
  smithy: ["R-017"],
  find: each(({ text }) =>
    /^numpy\s+x\.x\b/.test(text)
      ? { fault: "pins numpy as x.x", mend: "write numpy; conda-forge pins it" }
      : null,
  ),
};

const backend: Rule = {
  name: "build-backend",
  smithy: ["R-046"],
  find: ofBuild((all, { name }) => {
    if (!requires(all, "pip") || ["pdm-backend", "setuptools"].includes(name ?? "")) return null;
    if (all.some(({ text }) => backends.includes(packageName(text).replaceAll("_", "-")))) return null;
    return {
      fault: "builds by pip without a build backend",
      mend: "add the one of pyproject.toml to host: setuptools, hatchling, ...",
    };
  }),
};

const pins: Rule = {
  name: "pin-functions",
  smithy: ["R-027"],
  find: (recipe) =>
    recipe.packages.flatMap((one) =>
      requirementsOf(recipe, one).flatMap(({ written, line }) => {
        const [, used, pinned = ""] =
          /(pin_subpackage|pin_compatible)\(\s*["']?([\w.-]+)/.exec(written) ?? [];
        const target = recipe.context.get(pinned) ?? pinned;
        const isOwn = recipe.packages.some(({ name }) => name === target);
        const wanted = isOwn ? "pin_subpackage" : "pin_compatible";
        if (used === undefined || used === wanted) return [];
        return [{ line, fault: `pins ${target} by ${used}`, mend: `use ${wanted}` }];
      }),
    ),
};

/** Rules on requirements. */
export const requirementRules: readonly Rule[] = [
  joinedOperator,
  separateName,
  singleBlank,
  lowerCase,
  pinnedNumpy,
  backend,
  pins,
];
