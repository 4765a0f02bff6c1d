import { posix } from "node:path";
import { parse, TomlError } from "smol-toml";
import { FaultsError, type Fault } from "../../../config/fault.ts";
import { pathsBelow, type Tree } from "../tree/tree.ts";
import { parseIni, type Ini } from "./ini.ts";
import type { Table } from "./table.ts";

/** The sources of one package, as far as they tell how it is built and tested. Paths are relative to its folder. */
export interface Project {
  /** From the repository's root: `.` or `python/package`. */
  readonly folder: string;
  readonly paths: readonly string[];
  /** `pyproject.toml`; null: there is none. */
  readonly pyproject: Table | null;
  readonly setupCfg: Ini;
  readonly toxIni: Ini;
  readonly pytestIni: Ini;
  /** The text of a file that was read; null of any other. */
  readonly text: (path: string) => string | null;
}

/** The files whose text tells something, by their path in the package's folder. */
const telling = [
  /^(?:pyproject\.toml|setup\.py|setup\.cfg|tox\.ini|\.?pytest\.ini|noxfile\.py|Cargo\.toml|hatch_build\.py|build\.py|meson\.build)$/,
  /^(?:[\w-]+\/)?[\w-]*requirements[\w.-]*\.(?:txt|in)$/,
  /^requirements\/[\w.-]+\.(?:txt|in)$/,
  /^(?:[\w.-]+\/){1,3}meson\.build$/,
  /^(?:(?:src|lib|python)\/)?(?:\w+\/){1,2}__init__\.py$/,
  /^_?[\w-]*(?:backend|build)[\w-]*\.py$|^[\w-]+\/_?[\w-]*backend[\w-]*\.py$/,
];
/** So many of them are read at most. */
const mostFiles = 60;

/** Reads a package's folder. Throws a FaultsError for a pyproject.toml that can't be read; `faults` takes the others. */
export async function readProject(tree: Tree, folder: string, faults: Fault[]): Promise<Project> {
  const paths = pathsBelow(tree.paths, folder);
  const wanted = telling.flatMap((pattern) => paths.filter((path) => pattern.test(path)));
  const texts = new Map<string, string>();
  for (const path of [...new Set(wanted)].slice(0, mostFiles)) {
    const place = posix.join(folder, path);
    const read = await readText(tree, place);
    if (typeof read === "string") texts.set(path, read);
    else if (path === "pyproject.toml") throw new FaultsError([read]);
    else faults.push(read);
  }
  const text = (path: string) => texts.get(path) ?? null;
  const ini = (path: string) => parseIni(text(path) ?? "");
  const pyproject = text("pyproject.toml");
  return {
    folder,
    paths,
    text,
    pyproject: pyproject === null ? null : parseToml(pyproject, posix.join(folder, "pyproject.toml")),
    setupCfg: ini("setup.cfg"),
    toxIni: ini("tox.ini"),
    pytestIni: ini(paths.includes("pytest.ini") ? "pytest.ini" : ".pytest.ini"),
  };
}

/** A file's text, or why there is none. */
export async function readText(tree: Tree, path: string): Promise<string | Fault> {
  const bytes = await tree.read(path);
  if (bytes === null) {
    return {
      place: path,
      fault: "can't be read, or is longer than 1 MB",
      mend: "what it holds was not looked at",
    };
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { place: path, fault: "is not UTF-8", mend: "save it as UTF-8; what it holds was not looked at" };
  }
}

/** Throws a FaultsError that names the line. */
export function parseToml(text: string, place: string): Table {
  try {
    return parse(text);
  } catch (error) {
    const line = error instanceof TomlError ? `:${error.line}` : "";
    const why = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
    const fault = `is not valid TOML (${why.replace(/^Invalid TOML document: /, "")})`;
    throw new FaultsError([
      { place: `${place}${line}`, fault, mend: "correct that line, then run it again" },
    ]);
  }
}
