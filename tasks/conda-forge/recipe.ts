import { type OutlineEntry, outlineOf } from "./outline.ts";

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
  const outline = outlineOf(source);
  const known = variablesOf(source, outline);
  const at = (pattern: RegExp) => {
    const found = outline.filter(({ path }) => pattern.test(path)).flatMap(({ value }) => flowOf(value));
    return found.map((value) => resolved(value, known));
  };
  const hashes = [...new Set(at(/^source(\[\d+\])?\.(?:.*\.)?sha256$/))];
  const urls = at(/^source(\[\d+\])?\.(?:.*\.)?url(\[\d+\])?$/);
  const isOne = hashes.length === 1 && !outline.some(({ path }) => path.startsWith("source[1]"));
  return {
    name: at(/^(package|recipe)\.name$/)[0] ?? null,
    version: at(/^(package|recipe)\.version$/)[0] ?? null,
    sha256: isOne && /^[\da-f]{64}$/.test(hashes[0] ?? "") ? (hashes[0] ?? null) : null,
    urls: isOne ? whole(urls) : [],
    buildNumber: at(/^build\.number$/)[0] ?? null,
    isNoarch: at(/^build\.noarch$/)[0] === "python",
    licenseFiles: whole(at(/^about\.license_file(\[\d+\])?$/)),
    maintainers: whole(at(/^extra\.recipe-maintainers(\[\d+\])?$/)),
  };
}

/** Nothing where a part of it can't be told: it must not pass for the whole. */
function whole(values: readonly (string | null)[]): readonly string[] {
  const told = values.flatMap((value) => value ?? []);
  return told.length === values.length ? told : [];
}

/** What expressions may name: the context of a recipe, or what an older one sets by its templates. */
function variablesOf(source: string, outline: readonly OutlineEntry[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const [, name = "", value = ""] of source.matchAll(
    /^\s*\{%-?\s*set\s+(\w+)\s*=\s*["']([^"']*)["']\s*-?%\}/gm,
  )) {
    known.set(name, value);
  }
  for (const { path, value } of outline) {
    const name = /^context\.(\w+)$/.exec(path)?.[1];
    const told = name === undefined ? null : resolved(value, known);
    if (name !== undefined && told !== null) known.set(name, told);
  }
  return known;
}

/** A list that is written on one line is one value for each. */
function flowOf(value: string): readonly string[] {
  const list = /^\[(.*)\]$/.exec(value)?.[1];
  if (list === undefined) return [value];
  return list.split(",").flatMap((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2") || []);
}

/** A value with its expressions replaced; null where one is more than a variable, its first letter or its lower case. */
function resolved(value: string, known: ReadonlyMap<string, string>): string | null {
  const expressions = /\$?\{\{(.*?)\}\}/g;
  const values = [...value.matchAll(expressions)].map(([, one = ""]) => evaluated(one.trim(), known));
  if (values.includes(null)) return null;
  return value.replaceAll(expressions, () => values.shift() ?? "");
}

function evaluated(expression: string, known: ReadonlyMap<string, string>): string | null {
  const [, name = "", first, lower] = /^(\w+)(\[0\])?\s*(\|\s*lower)?$/.exec(expression) ?? [];
  const value = known.get(name);
  if (value === undefined) return null;
  const part = first === undefined ? value : value.slice(0, 1);
  return lower === undefined ? part : part.toLowerCase();
}
