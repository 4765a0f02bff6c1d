import { resolved } from "../recipe/context.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { type YamlNode, isEmpty, itemsOf, nodeAt, textOf } from "../yaml/node.ts";
import type { Rule } from "./rule.ts";

const single = [
  "$schema",
  "schema_version",
  "context",
  "package",
  "source",
  "build",
  "requirements",
  "tests",
  "about",
  "extra",
];
const several = [
  "$schema",
  "schema_version",
  "context",
  "recipe",
  "source",
  "build",
  "outputs",
  "about",
  "extra",
];
const requirementKeys = ["build", "host", "run", "run_constraints", "run_exports", "ignore_run_exports"];

function keysOf(node: YamlNode | null): readonly { readonly text: string; readonly line: number }[] {
  return node?.kind === "mapping" ? node.entries.map(({ key }) => key) : [];
}

function expected({ root }: Recipe): readonly string[] {
  return nodeAt(root, "outputs") === null ? single : several;
}

/** The first key that stands before one that it should follow; null where they are in order. */
function misplaced<T extends { readonly text: string }>(
  keys: readonly T[],
  order: readonly string[],
): T | null {
  const known = keys.filter(({ text }) => order.includes(text));
  return (
    known.find((key, index) =>
      known.slice(0, index).some((before) => order.indexOf(before.text) > order.indexOf(key.text)),
    ) ?? null
  );
}

const unknownSection: Rule = {
  name: "unknown-section",
  smithy: ["R-000"],
  find: (recipe) =>
    keysOf(recipe.root)
      .filter(({ text }) => !expected(recipe).includes(text))
      .map(({ text, line }) => ({
        line,
        fault: `${text} is no section of a recipe`,
        mend: `use ${expected(recipe).join(", ")}`,
      })),
};

const sectionOrder: Rule = {
  name: "section-order",
  smithy: ["R-001"],
  find: (recipe) => {
    const late = misplaced(keysOf(recipe.root), expected(recipe));
    if (late === null) return [];
    return [
      {
        line: late.line,
        fault: `${late.text} comes too late`,
        mend: `keep the order ${expected(recipe).join(", ")}`,
      },
    ];
  },
};

const schemaVersion: Rule = {
  name: "schema-version",
  smithy: [],
  find: ({ root }) => {
    const node = nodeAt(root, "schema_version");
    if (node?.kind === "scalar" && node.value === 1) return [];
    return [
      {
        line: node?.line ?? null,
        fault: "does not say schema_version: 1",
        mend: "write it as the first line",
      },
    ];
  },
};

const requirementsOrder: Rule = {
  name: "requirements-order",
  smithy: ["R-009"],
  find: ({ packages }) =>
    packages.flatMap(({ node }) => {
      const late = misplaced(keysOf(nodeAt(node, "requirements")), requirementKeys);
      if (late === null) return [];
      return [
        {
          line: late.line,
          fault: `requirements.${late.text} comes too late`,
          mend: "write build, then host, then run",
        },
      ];
    }),
};

const packageName: Rule = {
  name: "package-name",
  smithy: ["R-014"],
  find: ({ packages, root }) =>
    packages.flatMap(({ name, node }) => {
      if (name !== null && /^[a-z0-9_.-]+$/.test(name)) return [];
      const found = nodeAt(node, "package", "name") ?? nodeAt(root, "recipe", "name");
      if (name === null && textOf(found)?.includes("${{") === true) return [];
      const fault = name === null ? "has no package name" : `names the package ${name}`;
      return [
        { line: found?.line ?? null, fault, mend: "write a name of lower-case letters, digits, _, - and ." },
      ];
    }),
};

const packageVersion: Rule = {
  name: "package-version",
  smithy: ["R-015", "R-016"],
  find: ({ root, packages, context }) =>
    packages.flatMap(({ node }) => {
      const found = nodeAt(node, "package", "version") ?? nodeAt(root, "recipe", "version");
      const version = resolved(textOf(found) ?? "", context);
      if (/^(?:\d+!)?[a-z0-9][a-z0-9._]*(?:\+[a-z0-9._]+)?$/i.test(version) || version.includes("${{"))
        return [];
      const fault = version === "" ? "has no version" : `has the version ${version}, which conda can't order`;
      return [{ line: found?.line ?? null, fault, mend: 'write it as conda takes it: "1.2.3"' }];
    }),
};

const quotedVersion: Rule = {
  name: "quoted-version",
  smithy: ["R-040"],
  find: ({ root, packages }) => {
    const nodes = [
      nodeAt(root, "context", "version"),
      nodeAt(root, "context", "python_min"),
      ...packages.map(({ node }) => nodeAt(node, "package", "version")),
    ];
    return nodes.flatMap((node) => {
      if (node?.kind !== "scalar" || typeof node.value !== "number") return [];
      return [
        {
          line: node.line,
          fault: `${node.text} is read as a number, which drops zeros`,
          mend: `write "${node.text}" in quotes`,
        },
      ];
    });
  },
};

const maintainers: Rule = {
  name: "maintainers",
  smithy: ["R-003", "R-004", "CF-001"],
  find: ({ root }) => {
    const node = nodeAt(root, "extra", "recipe-maintainers");
    const mend = "list logins of GitHub below extra.recipe-maintainers";
    if (isEmpty(node)) return [{ line: node?.line ?? null, fault: "names no maintainer", mend }];
    if (node?.kind !== "sequence")
      return [{ line: node?.line ?? null, fault: "has maintainers that are no list", mend }];
    return itemsOf(node).flatMap((item) => {
      const login = textOf(item) ?? "";
      if (
        /^(?:[A-Za-z0-9](?:-?[A-Za-z0-9])*|conda-forge\/[A-Za-z0-9][\w.-]*)$/.test(login) &&
        login.length <= 60
      )
        return [];
      return [
        {
          line: item.line,
          fault: `names the maintainer ${login || "(none)"}, which is no login`,
          mend: "write a login, or conda-forge/TEAM",
        },
      ];
    });
  },
};

const feedstockName: Rule = {
  name: "feedstock-name",
  smithy: ["R-039"],
  find: ({ root }) => {
    const node = nodeAt(root, "extra", "feedstock-name");
    if (textOf(node)?.endsWith("-feedstock") !== true) return [];
    return [
      {
        line: node?.line ?? null,
        fault: "has a feedstock-name with -feedstock at its end",
        mend: "leave that off; it is added",
      },
    ];
  },
};

/** Rules on the sections of a recipe and on what it is called. */
export const sectionRules: readonly Rule[] = [
  unknownSection,
  sectionOrder,
  schemaVersion,
  requirementsOrder,
  packageName,
  packageVersion,
  quotedVersion,
  maintainers,
  feedstockName,
];
