import { condaForgePython } from "../metadata/cells.ts";
import { TaskError } from "../../program/fault.ts";
import { type YamlMapping, type YamlNode, YamlError, itemsOf, nodeAt, textOf } from "../yaml/node.ts";
import { readYaml } from "../yaml/read.ts";
import { type Context, contextOf, joinedTexts, resolved } from "./context.ts";

/** A recipe.yaml as it was read. */
export interface Recipe {
  /** Name of the file, for faults. */
  readonly place: string;
  readonly text: string;
  readonly root: YamlMapping;
  readonly context: Context;
  /** What it builds: itself, or each of its outputs. */
  readonly packages: readonly RecipePackage[];
}

/** One package that a recipe builds. */
export interface RecipePackage {
  /** null: it has none, or one that only a build tells. */
  readonly name: string | null;
  readonly version: string | null;
  /** Where its sections stand: the recipe, or an output. */
  readonly node: YamlNode;
  readonly noarch: string | null;
}

/** Sections of requirements. */
export const sections = ["build", "host", "run", "run_constraints"] as const;

export type Section = (typeof sections)[number];

/** One requirement of a package. */
export interface RecipeRequirement {
  readonly section: Section;
  /** As it is written. */
  readonly written: string;
  /** With what it takes from the context put in. */
  readonly text: string;
  readonly line: number;
  /** Conditions that all have to hold; empty: it is always there. */
  readonly conditions: readonly string[];
  /** Whether its line says why, in a comment. */
  readonly explained: boolean;
}

/** Reads a recipe; throws a TaskError where it is no YAML or no mapping. */
export function readRecipe(place: string, text: string): Recipe {
  const root = parsed(place, text);
  if (root.kind !== "mapping") {
    throw new TaskError([
      { place, fault: "is no recipe: it has no sections", mend: "write schema version 1" },
    ]);
  }
  // What a recipe does not set, the variants of conda-forge do.
  const context = new Map([["python_min", condaForgePython], ...contextOf(root)]);
  const outputs = nodeAt(root, "outputs");
  const nodes = outputs === null ? [root] : itemsOf(outputs);
  return { place, text, root, context, packages: nodes.map((node) => packageOf(node, { root, context })) };
}

function parsed(place: string, text: string): YamlNode {
  try {
    return readYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const mend = /^\s*\{[{%]|: *\{\{/m.test(text)
      ? "write ${{ name }} where {{ name }} stands, as schema version 1 has it"
      : "correct it";
    throw new TaskError([{ place: `${place}:${error.line}`, fault: error.message, mend }]);
  }
}

function packageOf(
  node: YamlNode,
  { root, context }: { readonly root: YamlNode; readonly context: Context },
): RecipePackage {
  const said = (path: readonly string[]) => {
    const text = textOf(nodeAt(node, ...path)) ?? textOf(nodeAt(root, "recipe", path.at(-1) ?? ""));
    const value = text === null ? null : resolved(text, context);
    return value?.includes("${{") === true ? null : value;
  };
  return {
    name: said(["package", "name"]),
    version: said(["package", "version"]),
    node,
    noarch: textOf(nodeAt(node, "build", "noarch")) ?? textOf(nodeAt(root, "build", "noarch")),
  };
}

/** The requirements of a package, those under a condition too. */
export function requirementsOf(
  recipe: Recipe,
  { node }: RecipePackage,
  wanted?: Section,
): readonly RecipeRequirement[] {
  const rows = recipe.text.split("\n");
  return sections
    .filter((section) => wanted === undefined || section === wanted)
    .flatMap((section) =>
      leaves(nodeAt(node, "requirements", section), []).map(({ node: leaf, conditions }) => ({
        section,
        written: leaf.text,
        text: resolved(leaf.text, recipe.context),
        line: leaf.line,
        conditions: conditions.map((condition) => joinedTexts(condition, recipe.context)),
        explained: /\s#\s*\S/.test(rows[leaf.line - 1] ?? ""),
      })),
    );
}

/** A text below lists and conditions, and the conditions that lead to it. */
interface Leaf {
  readonly node: Extract<YamlNode, { kind: "scalar" }>;
  readonly conditions: readonly string[];
}

/** All texts of a list, those under `then` and `else` with their condition. */
export function leaves(node: YamlNode | null, conditions: readonly string[]): readonly Leaf[] {
  if (node === null) return [];
  if (node.kind === "scalar") return textOf(node) === null ? [] : [{ node, conditions }];
  if (node.kind === "sequence") return node.items.flatMap((item) => leaves(item, conditions));
  const condition = textOf(nodeAt(node, "if"));
  if (condition === null) return [];
  return [
    ...leaves(nodeAt(node, "then"), [...conditions, condition]),
    ...leaves(nodeAt(node, "else"), [...conditions, `not (${condition})`]),
  ];
}

/** The lines of a build's script, however it is written. */
export function scriptLines(node: YamlNode): readonly Leaf["node"][] {
  const script = nodeAt(node, "build", "script");
  const lines = script?.kind === "mapping" ? nodeAt(script, "content") : script;
  return leaves(lines, []).map((leaf) => leaf.node);
}

/** The package of a requirement: `python` of `python >=3.12`. */
export function packageName(requirement: string): string {
  return /^[^\s<>=!~[;]+/.exec(requirement.trim())?.[0]?.toLowerCase() ?? "";
}
