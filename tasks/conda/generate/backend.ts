import type { DeclaredConda } from "../../declaration/declaration.ts";
import type { Fault } from "../../program/fault.ts";
import { condaBound } from "../metadata/bounds.ts";
import { type Needs, needsOf } from "../metadata/needs.ts";
import type { Project } from "../metadata/project.ts";
import { condaNames } from "../names.ts";
import type { RequirementLine } from "./draft.ts";

/** What a package is built with. */
export interface BuiltWith {
  readonly build: readonly RequirementLine[];
  /** Behind python and pip. */
  readonly host: readonly string[];
  readonly script: readonly string[];
  /** Files with the licenses of what is linked in, which the script writes. */
  readonly licenseFiles: readonly string[];
  readonly faults: readonly Fault[];
}

const install = "${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation";

/** Programs that run while building, on the machine that builds: not in the environment that is built for. */
const tools = ["cmake", "make", "meson", "ninja", "patchelf", "pkg-config", "swig"];
/** What a backend needs beside itself, where it does not name it. */
const alongside: Readonly<Record<string, readonly string[]>> = {
  "scikit-build": ["cmake", "ninja"],
  "scikit-build-core": ["cmake", "ninja"],
  "meson-python": ["meson", "ninja", "pkg-config"],
};
/** Requirements of a build that run on the machine that builds where it builds for another. */
const crossed = [
  "cffi",
  "cython",
  "maturin",
  "meson-python",
  "mypy",
  "numpy",
  "pybind11",
  "scikit-build-core",
];

/** Tells by its build requirements what a package is built with; `native`: whether there is something to compile. */
export function builtWith(project: Project, conda: DeclaredConda, native: boolean): BuiltWith {
  const place = `${project.file}, build-system.requires`;
  const stated = { place, requiresPython: project.requiresPython, requires: project.buildRequires };
  const needs = needsOf(stated);
  const required = requirementsOf(needs, conda.names);
  const isTool = (line: string) => tools.includes(nameOf(line));
  const host = [...required.filter((line) => !isTool(line)), ...conda.host];
  if (!native)
    return { build: [], host: required, script: [install], licenseFiles: [], faults: needs.faults };
  const compilers = conda.compilers ?? compilersOf(project, required.map(nameOf));
  const added = required.flatMap((line) => alongside[nameOf(line)] ?? []);
  const own = required.filter(isTool);
  const missing = added.filter((tool) => !own.some((line) => nameOf(line) === tool));
  const bundled = bundledLicenses(project, compilers);
  const build = [
    crossLine(required.filter((line) => crossed.includes(nameOf(line)))),
    ...compilers.map((language) => `\${{ compiler('${language}') }}`),
    "${{ stdlib('c') }}",
    ...[...own, ...new Set(missing)].sort(),
    ...bundled.tools,
  ];
  const script = [...bundled.script, install];
  return { build, host, script, licenseFiles: bundled.files, faults: needs.faults };
}

function requirementsOf({ needs }: Needs, names: Readonly<Record<string, string>>): readonly string[] {
  const lines = needs.map(({ requirement: { name, clauses } }) => {
    const [conda = name] = condaNames(name, names);
    // conda-forge pins what extensions are compiled against, and bounds of its own would stand in the way.
    return conda === "numpy" ? conda : `${conda} ${condaBound(clauses)}`.trim();
  });
  return [...new Set(lines)];
}

function nameOf(line: string): string {
  return line.split(" ")[0] ?? "";
}

function crossLine(required: readonly string[]): RequirementLine {
  const python = ["python", "cross-python_${{ target_platform }}"];
  return { if: "build_platform != target_platform", then: [...python, ...required] };
}

/** By the backend, and by what sources there are outside of tests and examples. */
function compilersOf({ paths }: Project, required: readonly string[]): readonly string[] {
  const sources = paths.filter(
    (path) => !/(?:^|\/)(?:tests?|docs?|examples?|bench(?:marks?)?)\//i.test(path),
  );
  const has = (suffix: RegExp) => sources.some((path) => suffix.test(path));
  const isRust = required.includes("maturin") || required.includes("setuptools-rust");
  const mayBeBoth = required.includes("scikit-build-core") || required.includes("meson-python");
  return [
    "c",
    ...(has(/\.(?:cc|cpp|cxx)$/) || (mayBeBoth && !has(/\.c$/)) ? ["cxx"] : []),
    ...(has(/\.(?:f|f77|f90|f95|f03|for)$/i) ? ["fortran"] : []),
    ...(isRust ? ["rust"] : []),
    ...(has(/(?:^|\/)go\.mod$/) ? ["go"] : []),
  ];
}

/** Rust and Go link their dependencies in, so that conda-forge wants those licenses too. */
function bundledLicenses(
  { paths }: Project,
  compilers: readonly string[],
): {
  readonly tools: readonly string[];
  readonly script: readonly string[];
  readonly files: readonly string[];
} {
  const rust = compilers.includes("rust");
  const go = compilers.includes("go");
  const crate = paths
    .filter((path) => /(?:^|\/)Cargo\.toml$/.test(path))
    .sort((one, other) => one.split("/").length - other.split("/").length)[0];
  const folder = crate?.split("/").slice(0, -1).join("/") ?? "";
  const up = folder === "" ? "" : "../".repeat(folder.split("/").length);
  const bundle = `cargo-bundle-licenses --format yaml --output ${up}THIRDPARTY.yml`;
  const within = folder === "" ? [bundle] : [`cd ${folder}`, bundle, `cd ${up}`];
  return {
    tools: [...(rust ? ["cargo-bundle-licenses"] : []), ...(go ? ["go-licenses"] : [])],
    script: [...(rust ? within : []), ...(go ? ["go-licenses save . --save_path=library_licenses"] : [])],
    files: [...(rust ? ["THIRDPARTY.yml"] : []), ...(go ? ["library_licenses/"] : [])],
  };
}
