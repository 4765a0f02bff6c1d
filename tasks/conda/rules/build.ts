import { packageName, requirementsOf, scriptLines } from "../recipe/recipe.ts";
import { isEmpty, nodeAt, textOf } from "../yaml/node.ts";
import type { Rule } from "./rule.ts";

const buildNumber: Rule = {
  name: "build-number",
  smithy: ["R-008"],
  find: ({ root, packages }) =>
    packages.flatMap(({ node }) => {
      const number = nodeAt(node, "build", "number") ?? nodeAt(root, "build", "number");
      if (!isEmpty(number)) return [];
      return [
        { line: nodeAt(node, "build")?.line ?? null, fault: "has no build.number", mend: "write number: 0" },
      ];
    }),
};

const noarchValue: Rule = {
  name: "noarch-value",
  smithy: ["R-020"],
  find: ({ packages }) =>
    packages.flatMap(({ node, noarch }) => {
      if (noarch === null || /^(?:python|generic)$/.test(noarch) || noarch.includes("${{")) return [];
      const line = nodeAt(node, "build", "noarch")?.line ?? null;
      return [{ line, fault: `says noarch: ${noarch}`, mend: "write python or generic" }];
    }),
};

const pipInstall: Rule = {
  name: "pip-install",
  smithy: ["R-050"],
  find: ({ packages }) =>
    packages.flatMap(({ node }) =>
      scriptLines(node).flatMap(({ text, line }) => {
        if (!/setup\.py\s+install|easy_install/.test(text)) return [];
        const mend = "write ${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation";
        return [{ line, fault: "installs without pip", mend }];
      }),
    ),
};

const pipIsolation: Rule = {
  name: "pip-isolation",
  smithy: [],
  find: ({ packages }) =>
    packages.flatMap(({ node }) =>
      scriptLines(node).flatMap(({ text, line }) => {
        if (!/pip install\b/.test(text)) return [];
        const lacking = ["--no-deps", "--no-build-isolation"].filter((option) => !text.includes(option));
        if (lacking.length === 0) return [];
        const fault = `lets pip fetch what it likes: ${lacking.join(" and ")} is missing`;
        return [{ line, fault, mend: "add it: a build has no network, and conda brings all that is needed" }];
      }),
    ),
};

const tests: Rule = {
  name: "tests",
  smithy: ["R-005"],
  find: ({ packages }) => {
    if (packages.some(({ node }) => !isEmpty(nodeAt(node, "tests")))) return [];
    return [{ line: null, fault: "has no tests", mend: "import the package below tests: - python: imports" }];
  },
};

const outputTests: Rule = {
  name: "output-tests",
  smithy: ["R-006"],
  advice: true,
  find: ({ packages }) => {
    if (packages.length < 2) return [];
    return packages.flatMap(({ node, name }) => {
      if (!isEmpty(nodeAt(node, "tests")) || nodeAt(node, "staging") !== null) return [];
      return [{ line: node.line, fault: `has no tests of its output ${name ?? ""}`, mend: "add one" }];
    });
  },
};

const abi3: Rule = {
  name: "abi3-flag",
  smithy: ["R-038"],
  find: ({ text }) =>
    text.split("\n").flatMap((row, index) => {
      if (!/is_abi3\s*[!=]=\s*["']/.test(row)) return [];
      return [
        { line: index + 1, fault: "compares is_abi3 with a text", mend: "write is_abi3, or not is_abi3" },
      ];
    }),
};

/** Conditions of CPython that a package for any machine can't keep. */
const noarchSkip: Rule = {
  name: "noarch-skip",
  smithy: ["R1-002"],
  find: ({ packages }) =>
    packages.flatMap(({ node, noarch }) => {
      const skip = nodeAt(node, "build", "skip");
      if (noarch === null || noarch.includes("${{") || isEmpty(skip)) return [];
      return [
        {
          line: skip?.line ?? null,
          fault: "skips builds of a noarch package",
          mend: "leave skip out, or noarch",
        },
      ];
    }),
};

const suggestNoarch: Rule = {
  name: "suggest-noarch",
  smithy: ["R-041"],
  find: (recipe) =>
    recipe.packages.flatMap((one) => {
      const host = requirementsOf(recipe, one).filter(
        ({ section }) => section === "host" || section === "build",
      );
      const compiles = host.some(({ written }) => written.includes("compiler("));
      const byPip = host.some(({ text }) => packageName(text) === "pip");
      if (one.noarch !== null || compiles || !byPip || textOf(nodeAt(one.node, "build", "skip")) !== null)
        return [];
      const mend = "write noarch: python below build, or require the compilers";
      return [
        {
          line: nodeAt(one.node, "build")?.line ?? null,
          fault: "is built for each machine, and compiles nothing",
          mend,
        },
      ];
    }),
};

/** Rules on how a package is built and tested. */
export const buildRules: readonly Rule[] = [
  buildNumber,
  noarchValue,
  pipInstall,
  pipIsolation,
  tests,
  outputTests,
  abi3,
  noarchSkip,
  suggestNoarch,
];
