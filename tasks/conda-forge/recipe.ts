import { type Context, contextOf, resolved } from "../conda/recipe/context.ts";
import { YamlError, type YamlNode, entryOf, itemsOf, nodeAt, textOf } from "../conda/yaml/node.ts";
import { readYaml } from "../conda/yaml/read.ts";

/** What a recipe of conda-forge says of where its package comes from, as far as it can be told without rendering it. */
export interface RecipeFacts {
  /** Null: not told, or made by an expression that is not known here. So are the others. */
  readonly name: string | null;
  readonly version: string | null;
  /** Of its only source: 64 hexadecimal digits. */
  readonly sha256: string | null;
  /** Addresses of its only source, the first to be tried first; empty where one can't be told. */
  readonly urls: readonly string[];
  readonly buildNumber: string | null;
  readonly isNoarch: boolean;
  /** Paths within the source. */
  readonly licenseFiles: readonly string[];
  /** Logins, and `org/team`. */
  readonly maintainers: readonly string[];
}

/** Reads a recipe of schema version 1 (`recipe.yaml`), or an older one (`meta.yaml`). Never throws. */
export function readRecipe(source: string): RecipeFacts {
  const root = parsed(
    source
      .replace(/^\ufeff/, "")
      .replaceAll(/^\s*\{%.*%\}\s*$/gm, "")
      .replaceAll(oldExpression, (expression) => `$${expression}`),
  );
  const reader = new Reader(new Map([...settingsOf(source), ...contextIn(root)]));
  const sources = itemsOf(nodeAt(root, "source"));
  const only = sources.length === 1 ? (sources[0] ?? null) : null;
  const sha256 = reader.text(entryOf(only, "sha256"));
  const urls = itemsOf(entryOf(only, "url")).map((url) => reader.text(url));
  // A recipe of several outputs names itself apart from them.
  const whole = nodeAt(root, "package") ?? nodeAt(root, "recipe");
  return {
    name: reader.text(entryOf(whole, "name")),
    version: reader.text(entryOf(whole, "version")),
    sha256: /^[\da-f]{64}$/i.test(sha256 ?? "") ? (sha256?.toLowerCase() ?? null) : null,
    urls: urls.includes(null) ? [] : urls.flatMap((url) => url ?? []),
    buildNumber: reader.text(nodeAt(root, "build", "number")),
    isNoarch: reader.text(nodeAt(root, "build", "noarch")) === "python",
    licenseFiles: reader.texts(nodeAt(root, "about", "license_file")),
    maintainers: reader.texts(nodeAt(root, "extra", "recipe-maintainers")),
  };
}

/** What older recipes write where newer ones write a dollar sign before it. */
const oldExpression = /(?<!\$)\{\{.*?\}\}/g;

class Reader {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Null where there is none, or an expression in it that can't be told. */
  text(node: YamlNode | null): string | null {
    const text = textOf(node);
    const told = text === null ? null : resolved(text, this.#context);
    return told?.includes("${{") === true ? null : told;
  }

  texts(node: YamlNode | null): readonly string[] {
    return itemsOf(node).flatMap((item) => this.text(item) ?? []);
  }
}

/** Null where it is no YAML: a template may make it one that is not read here. */
function parsed(source: string): YamlNode | null {
  try {
    return readYaml(source);
  } catch (error) {
    if (error instanceof YamlError) return null;
    throw error;
  }
}

function contextIn(root: YamlNode | null): Context {
  return root === null ? new Map() : contextOf(root);
}

/** What an older recipe sets by its templates. */
function settingsOf(source: string): readonly (readonly [string, string])[] {
  const settings = source.matchAll(/^\s*\{%-?\s*set\s+(\w+)\s*=\s*["']([^"']*)["']\s*-?%\}/gm);
  return [...settings].map(([, name = "", value = ""]) => [name, value]);
}
