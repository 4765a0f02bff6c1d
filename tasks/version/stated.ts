import { TomlError, parse } from "smol-toml";

/** A version that stands in a file as text. */
export interface Statement {
  readonly version: string;
  /** From 1. */
  readonly line: number;
}

/** A version that stands in a file as text, and the file. */
export interface StatedVersion extends Statement {
  /** As it was named. */
  readonly file: string;
}

/** Where a TOML file's own format has the version: PEP 621, Poetry, old flit, Cargo with and without a workspace. */
const tomlPlaces = [
  ["project", "version"],
  ["tool", "poetry", "version"],
  ["package", "version"],
  ["workspace", "package", "version"],
] as const;

/**
 * The version that the file of a person's changes states: pyproject.toml, Cargo.toml, setup.cfg, setup.py, meson.build, a
 * module, or a file that holds it alone. Null where it is computed, or stands there in no form that is known.
 * Throws an Error that tells the fault where TOML is broken.
 */
export function versionStated(file: string, text: string): Statement | null {
  const name = file.split("/").at(-1) ?? "";
  if (name.endsWith(".toml")) return inToml(text);
  if (name === "setup.cfg") return inSetupCfg(text);
  if (name === "setup.py") return firstMatch(text, /^.*\bversion\s*=\s*(["'])([^"'{}]+)\1/);
  if (name === "meson.build") return firstMatch(text, /^[^#]*\bversion\s*:\s*(')([^']+)'/);
  if (name.endsWith(".py")) return assigned(text, "__version__|__VERSION__|VERSION|version");
  return firstMatch(text, /^\s*()([0-9][\w.!+-]*)\s*$/);
}

/** The version that a module states as `__version__`, annotated or not; null where it is computed. */
export function moduleVersion(text: string): Statement | null {
  return assigned(text, "__version__");
}

/** An assignment of a plain text at the module's own level, in which other names may share: `version = __version__ = "1.0"`. */
function assigned(text: string, names: string): Statement | null {
  const others = String.raw`(?:\w+(?:\s*:[^=]+)?\s*=\s*)*`;
  const name = String.raw`(?:${names})(?:\s*:[^=]+)?\s*=\s*`;
  const pattern = new RegExp(
    String.raw`^${others}${name}${others}\(?\s*[rRuU]?(["'])([^"'\\]+)\1\s*\)?\s*(?:#.*|;.*)?$`,
  );
  return firstMatch(withoutDocumentation(text), pattern);
}

/** Texts of several lines may hold examples; lines keep their places. */
function withoutDocumentation(text: string): string {
  return text.replaceAll(/("""|''')[\s\S]*?\1/g, (documentation) => {
    return documentation.includes("\n") ? documentation.replaceAll(/[^\n]/g, "") : documentation;
  });
}

function inToml(text: string): Statement | null {
  const table = parsedToml(text);
  for (const place of tomlPlaces) {
    const version = place.reduce<unknown>(entryOf, table);
    if (typeof version === "string") return { version, line: tomlLine(text, place, version) };
  }
  return null;
}

function parsedToml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) throw new Error(`is no TOML, in line ${error.line}`, { cause: error });
    throw error;
  }
}

function entryOf(table: unknown, key: string): unknown {
  const isTable = typeof table === "object" && table !== null && Object.hasOwn(table, key);
  return isTable ? Reflect.get(table, key) : undefined;
}

/** The line that says so: the first behind the table's header that holds key and value. */
function tomlLine(text: string, place: readonly string[], version: string): number {
  const lines = text.split("\n");
  const header = `[${place.slice(0, -1).join(".")}]`;
  const from = Math.max(
    0,
    lines.findIndex((line) => line.replaceAll(/\s/g, "").startsWith(header)),
  );
  const index = lines.findIndex(
    (line, at) => at >= from && line.includes("version") && line.includes(version),
  );
  return Math.max(index, from) + 1;
}

function inSetupCfg(text: string): Statement | null {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => /^\[metadata\]\s*$/.test(line));
  if (from === -1) return null;
  const length = lines.slice(from + 1).findIndex((line) => line.startsWith("["));
  const section = lines.slice(from + 1, length === -1 ? undefined : from + 1 + length);
  const found = firstMatch(section.join("\n"), /^version\s*[=:]\s*()([0-9][\w.!+-]*)\s*$/);
  return found === null ? null : { ...found, line: found.line + from + 1 };
}

/** The first line that a pattern finds, with its second group. */
function firstMatch(text: string, pattern: RegExp): Statement | null {
  for (const [index, line] of text.split("\n").entries()) {
    const version = pattern.exec(line.trimEnd())?.[2];
    if (version !== undefined) return { version, line: index + 1 };
  }
  return null;
}
