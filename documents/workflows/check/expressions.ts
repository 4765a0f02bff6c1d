import { isData } from "../../data.ts";
import type { Path } from "./findings.ts";

/** One use of a context in an expression: `needs.build.outputs.sdist` is `["needs", "build", "outputs", "sdist"]`. */
export interface Reference {
  readonly path: Path;
  readonly names: readonly string[];
}

const quoted = /'(?:[^']|'')*'/g;
const delimited = /\$\{\{(.*?)\}\}/gs;
const contextUse = /(?<![\w.-])(needs|steps|matrix)((?:\.[\w*-]+)+)/g;

/** Every use of `needs`, `steps` and `matrix` below a value; a condition is an expression without delimiters too. */
export function referencesIn(value: unknown, path: Path): readonly Reference[] {
  if (typeof value === "string") {
    const bare = path.at(-1) === "if" && !value.includes("${{");
    return (bare ? [value] : expressionsOf(value)).flatMap((expression) => usesIn(expression, path));
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, [...path, index]));
  if (!isData(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => referencesIn(item, [...path, key]));
}

function expressionsOf(text: string): readonly string[] {
  return [...text.matchAll(delimited)].map(([, expression = ""]) => expression);
}

function usesIn(expression: string, path: Path): readonly Reference[] {
  const withoutTexts = expression.replaceAll(quoted, (text) => " ".repeat(text.length));
  return [...withoutTexts.matchAll(contextUse)].map(([use]) => ({ path, names: use.split(".") }));
}
