import { sha256Of } from "../../files/release-files.ts";
import { type Fault, TaskError } from "../../program/fault.ts";
import { decompress } from "../../sdist/gunzip.ts";
import { readTar } from "../../tar/read.ts";
import { type Headers, onlyValue, readHeaders } from "../../wheel/headers.ts";
import { entryPointsOf } from "./entry-points.ts";
import { licenseOf } from "./license.ts";
import { TomlError, type TomlTable, type TomlValue, readToml } from "./toml.ts";

/** What an sdist says of its project. */
export interface Project {
  /** Name of the file: `my_package-1.0.tar.gz`. */
  readonly file: string;
  /** Of the file. */
  readonly sha256: string;
  readonly name: string;
  readonly version: string;
  readonly summary: string | null;
  readonly requiresPython: string | null;
  /** `Requires-Dist` */
  readonly requires: readonly string[];
  /** An SPDX expression; null where none can be told for sure. */
  readonly license: string | null;
  /** Relative to its root, sorted. */
  readonly licenseFiles: readonly string[];
  /** Addresses by what they lead to. */
  readonly urls: {
    readonly homepage: string | null;
    readonly repository: string | null;
    readonly documentation: string | null;
  };
  readonly buildRequires: readonly string[];
  /** `name = module:function` */
  readonly entryPoints: readonly string[];
  /** All files, relative to its root. */
  readonly paths: readonly string[];
}

/** Largest sdist that is read, unpacked (bytes). */
const mostUnpacked = 2 ** 30;

/** Reads an sdist; throws a TaskError where it can't be read, or holds no metadata. */
export function readProject(file: string, content: Uint8Array): Project {
  const entries = readTar(file, decompress(file, content, mostUnpacked));
  const root = `${entries[0]?.path.split("/")[0] ?? ""}/`;
  const files = new Map(
    entries.flatMap((entry) =>
      entry.kind === "file" ? [[entry.path.slice(root.length), entry.content]] : [],
    ),
  );
  const info = files.get("PKG-INFO");
  if (info === undefined) throw failure(file, "holds no PKG-INFO", "build it with a backend of PEP 517");
  const headers = readHeaders(info);
  const { requires, project } = readPyproject(`${file}, pyproject.toml`, files.get("pyproject.toml"));
  const paths = [...files.keys()].sort();
  return {
    file,
    sha256: sha256Of(content),
    ...named(file, headers),
    summary: onlyValue(headers, "Summary"),
    requiresPython: onlyValue(headers, "Requires-Python"),
    requires: headers.get("requires-dist") ?? [],
    license: licenseOf(headers),
    licenseFiles: licenseFilesOf(headers, paths),
    urls: urlsOf(headers),
    buildRequires: requires,
    entryPoints: entryPointsOf(files, project),
    paths,
  };
}

function named(file: string, headers: Headers): { readonly name: string; readonly version: string } {
  const [name, version] = [onlyValue(headers, "Name"), onlyValue(headers, "Version")];
  if (name !== null && version !== null) return { name, version };
  throw failure(
    `${file}, PKG-INFO`,
    "has not one Name and one Version",
    "build it with a backend of PEP 517",
  );
}

/** The parts of pyproject.toml that a recipe needs; where there is none, setuptools builds (PEP 517). */
function readPyproject(
  place: string,
  content: Uint8Array | undefined,
): { readonly requires: readonly string[]; readonly project: TomlTable } {
  if (content === undefined) return { requires: ["setuptools"], project: {} };
  try {
    const all = readToml(Buffer.from(content).toString("utf8"));
    const requires = tableOf(all["build-system"])["requires"];
    const texts = Array.isArray(requires)
      ? requires.filter((one) => typeof one === "string")
      : ["setuptools"];
    return { requires: texts, project: { ...programsOf(all), ...tableOf(all["project"]) } };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw failure(place, `is broken: ${error.message}`, "correct it, and build the sdist again");
  }
}

/** Poetry and flit had tables of their own before there was one for all. */
function programsOf(all: TomlTable): TomlTable {
  const tool = tableOf(all["tool"]);
  return {
    scripts: { ...tableOf(tableOf(tool["poetry"])["scripts"]), ...tableOf(tableOf(tool["flit"])["scripts"]) },
  };
}

function tableOf(value: TomlValue | undefined): TomlTable {
  return typeof value === "object" && !Array.isArray(value) ? (value as TomlTable) : {};
}

/** Those that the metadata names, else those in its root that are called so. */
function licenseFilesOf(headers: Headers, paths: readonly string[]): readonly string[] {
  const stated = (headers.get("license-file") ?? []).filter((path) => paths.includes(path));
  if (stated.length > 0) return [...new Set(stated)].sort();
  return paths.filter((path) => /^(?:LICEN[CS]E|COPYING|NOTICE)[^/]*$/i.test(path));
}

const labels = {
  homepage: ["homepage", "home"],
  repository: ["repository", "sourcecode", "source", "github", "code"],
  documentation: ["documentation", "docs"],
} as const;

function urlsOf(headers: Headers): Project["urls"] {
  const stated = (headers.get("project-url") ?? []).map((line) => {
    const [, label = "", url = ""] = /^([^,]*),\s*(.*)$/.exec(line) ?? [];
    return { label: label.toLowerCase().replaceAll(/[^a-z0-9]/g, ""), url };
  });
  const of = (wanted: readonly string[]) =>
    wanted.flatMap((one) => stated.find(({ label }) => label === one)?.url ?? [])[0] ?? null;
  return {
    homepage: onlyValue(headers, "Home-page") ?? of(labels.homepage),
    repository: of(labels.repository),
    documentation: of(labels.documentation),
  };
}

function failure(place: string, fault: string, mend: string): TaskError {
  const all: readonly Fault[] = [{ place, fault, mend }];
  return new TaskError(all);
}
