import type { Fault } from "../../../config/fault.ts";
import { type Backend, buildRequirements } from "../project/backend.ts";
import type { Project } from "../project/project.ts";
import { lineWith, setupArgument } from "../project/setup-py.ts";
import { hasAt, textAt, textsAt } from "../project/table.ts";
import type { Found } from "../tree/tree.ts";

/** What decides a release's version. */
export type Version = { readonly from: "file"; readonly path: string } | { readonly from: "tags" };

/** Build requirements that take the version from git. */
const byTags = [
  "setuptools-scm",
  "hatch-vcs",
  "versioneer",
  "versioningit",
  "poetry-dynamic-versioning",
  "flit-scm",
  "pbr",
  "setuptools-git-versioning",
  "uv-dynamic-versioning",
  "dunamai",
];

const file = (path: string, from: string): Found<Version> => ({ value: { from: "file", path }, from });
const tags = (from: string): Found<Version> => ({ value: { from: "tags" }, from });

/** Where the version is changed; null, and a fault, where nothing that could be read says it. */
export function versionOf(project: Project, backend: Backend, faults: Fault[]): Found<Version> | null {
  const found = declared(project) ?? dynamic(project, backend);
  if (found === null) {
    faults.push({
      place: "slipway:package.version",
      fault: "was not found: it is dynamic, and nothing that was read says by what",
      mend: "write {from: tags}, or {from: file, path: ...} with the file where a person changes it",
    });
  }
  return found;
}

function declared({ pyproject, setupCfg }: Project): Found<Version> | null {
  const table = pyproject ?? {};
  if (textAt(table, "project", "version") !== null)
    return file("pyproject.toml", "pyproject.toml, project.version");
  const poetry = textAt(table, "tool", "poetry", "version");
  if (poetry !== null && !hasAt(table, "tool", "poetry-dynamic-versioning"))
    return file("pyproject.toml", "pyproject.toml, tool.poetry.version");
  const configured = setupCfg["metadata"]?.["version"];
  if (configured === undefined || configured === "") return null;
  const [, attribute, path] = /^(?:attr:\s*([\w.]+)|file:\s*(\S+))/.exec(configured) ?? [];
  if (path !== undefined) return file(path, "setup.cfg, metadata.version");
  return attribute === undefined ? file("setup.cfg", "setup.cfg, metadata.version") : null;
}

function dynamic(project: Project, backend: Backend): Found<Version> | null {
  return scm(project) ?? attributed(project) ?? byBackend(project, backend) ?? inSetup(project);
}

function scm(project: Project): Found<Version> | null {
  const table = project.pyproject ?? {};
  const tool = ["setuptools_scm", "versioningit", "poetry-dynamic-versioning", "versioneer"].find((name) =>
    hasAt(table, "tool", name),
  );
  if (tool !== undefined) return tags(`pyproject.toml, tool.${tool}`);
  const source =
    textAt(table, "tool", "hatch", "version", "source") ?? textAt(table, "tool", "pdm", "version", "source");
  if (source === "vcs" || source === "scm") return tags(`pyproject.toml, the version's source is ${source}`);
  const line = lineWith(
    project.text("setup.py"),
    /\buse_scm_version\s*=|\bversioneer\.get_version\s*\(|\bpbr\s*=/,
  );
  if (line !== null) return tags(`setup.py:${line}`);
  const required = buildRequirements(project).find((name) => byTags.includes(name));
  return required === undefined ? null : tags(`the build requires ${required}`);
}

/** A version that stands in a module or a file beside. */
function attributed(project: Project): Found<Version> | null {
  const { setupCfg } = project;
  const table = project.pyproject ?? {};
  const attribute =
    textAt(table, "tool", "setuptools", "dynamic", "version", "attr") ??
    /^attr:\s*([\w.]+)/.exec(setupCfg["metadata"]?.["version"] ?? "")?.[1];
  if (attribute !== undefined && attribute !== "") {
    const path = moduleFile(project, attribute.split(".").slice(0, -1));
    return path === null ? null : inModule(project, path, `the version is the attribute ${attribute}`);
  }
  const named = [
    ...textsAt(table, "tool", "setuptools", "dynamic", "version", "file"),
    ...textsAt(table, "tool", "hatch", "version", "path"),
    ...textsAt(table, "tool", "pdm", "version", "path"),
    ...textsAt(table, "tool", "scikit-build", "metadata", "version", "input"),
  ];
  return named[0] === undefined
    ? null
    : file(named[0], "pyproject.toml names the file of the dynamic version");
}

function byBackend(project: Project, { name }: Backend): Found<Version> | null {
  if (name === "maturin" && project.paths.includes("Cargo.toml"))
    return file("Cargo.toml", "maturin reads it there");
  if (name === "meson-python") return file("meson.build", "meson-python reads it there");
  if (name !== "flit") return null;
  const table = project.pyproject ?? {};
  const module =
    textAt(table, "tool", "flit", "module", "name") ??
    textAt(table, "tool", "flit", "metadata", "module") ??
    textAt(table, "project", "name")?.replaceAll("-", "_");
  const path = module === undefined ? null : moduleFile(project, module.split("."));
  return path === null ? null : inModule(project, path, "flit reads __version__ there");
}

/** A module may take it from one beside it, and what is edited for a release is that one. */
function inModule(project: Project, path: string, why: string): Found<Version> {
  const text = project.text(path) ?? "";
  const taken = /^from[ \t]+\.(\w+)[ \t]+import[ \t]+(?:\([^)]*|[^\n]*)\b__version__\b/m.exec(text)?.[1];
  const beside = taken === undefined ? "" : path.replace(/[^/]*$/, `${taken}.py`);
  return project.paths.includes(beside)
    ? file(beside, `${path} takes __version__ from there`)
    : file(path, why);
}

function inSetup({ text }: Project): Found<Version> | null {
  const given = setupArgument(text("setup.py"), "version");
  return given === null ? null : file("setup.py", "setup.py, version");
}

function moduleFile({ paths }: Project, parts: readonly string[]): string | null {
  const path = parts.join("/");
  const places = ["", "src/", "lib/", "python/"].flatMap((root) => [
    `${root}${path}.py`,
    `${root}${path}/__init__.py`,
  ]);
  return places.find((place) => paths.includes(place)) ?? null;
}
