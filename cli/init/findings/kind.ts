import type { Fault } from "../../../config/fault.ts";
import type { Backend } from "../project/backend.ts";
import { buildRequirements } from "../project/backend.ts";
import type { Project } from "../project/project.ts";
import { lineWith } from "../project/setup-py.ts";
import { hasAt, tableAt, textAt, valueAt } from "../project/table.ts";
import type { Found } from "../tree/tree.ts";

/** One wheel for all, or one per platform; `from` says why. */
export type Kind = Found<"pure" | "native">;

const native = (from: string): Kind => ({ value: "native", from });
const pure = (from: string): Kind => ({ value: "pure", from });

/** Whether the package is compiled, and why that is thought. Takes a fault where the sources contradict each other. */
export function kindOf(project: Project, backend: Backend, faults: Fault[]): Kind {
  const found = byBackend(project, backend) ?? byCibuildwheel(project);
  if (found !== null) return found;
  const compiled = sourcesToCompile(project);
  const [first] = compiled;
  if (first !== undefined) {
    faults.push({
      place: "slipway:package.kind",
      fault: `is taken for pure, though ${first} lies among the sources${compiled.length > 1 ? ` (and ${compiled.length - 1} more)` : ""}: nothing was found that builds it`,
      mend: "set it to native if wheels hold compiled code",
    });
  }
  return pure(`${titleOf(backend)} builds it, and nothing was found that is compiled`);
}

function titleOf({ name, module }: Backend): string {
  return name === "other" ? module : name;
}

function byBackend(project: Project, backend: Backend): Kind | null {
  switch (backend.name) {
    case "maturin":
      return native("maturin builds it from Rust");
    case "flit":
    case "uv_build":
      return pure(`${backend.name} builds pure packages alone`);
    case "scikit-build-core":
      return ofScikitBuild(project);
    case "meson-python":
      return ofMeson(project);
    case "hatchling":
      return ofHatch(project);
    case "setuptools":
      return ofSetuptools(project);
    case "poetry-core":
      return ofPoetry(project);
    case "pdm-backend":
      return hasAt(project.pyproject ?? {}, "tool", "pdm", "build", "run-setuptools")
        ? native("pyproject.toml: tool.pdm.build.run-setuptools builds extensions")
        : null;
    case "other":
      return /^(?:sipbuild|py_build_cmake|enscons|cmeel|mesonpep517|sip)/.test(backend.module)
        ? native(`${backend.module} builds extensions`)
        : null;
  }
}

function ofScikitBuild({ pyproject }: Project): Kind {
  const wheel = tableAt(pyproject ?? {}, "tool", "scikit-build", "wheel");
  if (wheel["platlib"] === false || wheel["cmake"] === false) {
    return pure(
      `pyproject.toml: tool.scikit-build.wheel.${wheel["cmake"] === false ? "cmake" : "platlib"} is false`,
    );
  }
  return native("scikit-build-core builds it by CMake");
}

const mesonTargets = /\b(?:extension_module|shared_module|shared_library|both_libraries|executable)\s*\(/;

function ofMeson(project: Project): Kind {
  const files = project.paths.filter((path) => /(?:^|\/)meson\.build$/.test(path) && !besides.test(path));
  for (const path of files) {
    const line = lineWith(project.text(path), mesonTargets);
    if (line !== null) return native(`${path}:${line} has a target that is compiled`);
  }
  const unread = files.find((path) => project.text(path) === null);
  return unread === undefined
    ? pure("meson-python builds it, and no meson.build has a target that is compiled")
    : native("meson-python builds it; not every meson.build was read");
}

const purePlugins = [
  "vcs",
  "version",
  "build-scripts",
  "autorun",
  "jupyter-builder",
  "requirements_txt",
  "gettext",
];

function ofHatch(project: Project): Kind | null {
  const build = tableAt(project.pyproject ?? {}, "tool", "hatch", "build");
  const hooks = { ...tableAt(build, "hooks"), ...tableAt(build, "targets", "wheel", "hooks") };
  const active = Object.keys(hooks).filter(
    (hook) => !purePlugins.includes(hook) && valueAt(hooks, hook, "enable-by-default") !== false,
  );
  for (const hook of active) {
    if (hook !== "custom") return native(`pyproject.toml: hatchling's build hook ${hook} makes it so`);
    const path = textAt(hooks, "custom", "path") ?? "hatch_build.py";
    const line = lineWith(
      project.text(path),
      /pure_python["']\]?\s*=\s*False|infer_tag["']\]?\s*=\s*True|build_ext|\bExtension\s*\(/,
    );
    if (line !== null) return native(`${path}:${line}, a build hook that makes wheels for a platform`);
  }
  return null;
}

const extensions =
  /\bext_modules\s*=\s*(?!\[\s*\])|\bcythonize\s*\(|\bcffi_modules\s*=|\bmypycify\s*\(|\brust_extensions\s*=|\b(?:CMake|Rust|Pybind11)Extension\s*\(|\bExtension\s*\(/;
const builders = [
  "cython",
  "pybind11",
  "nanobind",
  "setuptools-rust",
  "cffi",
  "mypy",
  "mypyc",
  "scikit-build",
];

function ofSetuptools(project: Project): Kind | null {
  const tool = tableAt(project.pyproject ?? {}, "tool");
  if (hasAt(tool, "setuptools", "ext-modules")) return native("pyproject.toml: tool.setuptools.ext-modules");
  if (hasAt(tool, "setuptools-rust", "ext-modules"))
    return native("pyproject.toml: tool.setuptools-rust.ext-modules");
  const scripts = project.paths.filter((path) => !path.includes("/") && path.endsWith(".py"));
  for (const path of ["setup.py", ...scripts.filter((script) => script !== "setup.py")]) {
    const line = lineWith(project.text(path), extensions);
    if (line !== null) return native(`${path}:${line} declares extensions`);
  }
  const builder = buildRequirements(project).find((name) => builders.includes(name));
  const [source] = sourcesToCompile(project);
  return builder !== undefined && source !== undefined
    ? native(`the build requires ${builder}, and ${source} lies among the sources`)
    : null;
}

function ofPoetry({ pyproject, paths }: Project): Kind | null {
  const build = valueAt(pyproject ?? {}, "tool", "poetry", "build");
  const script =
    typeof build === "string" ? build : textAt(tableAt(pyproject ?? {}, "tool", "poetry", "build"), "script");
  if (script === null || !paths.includes(script)) return null;
  return native(`pyproject.toml: tool.poetry.build runs ${script}`);
}

/** Whoever configures cibuildwheel builds wheels for platforms, such as by a hook that is switched on there. */
function byCibuildwheel({ pyproject }: Project): Kind | null {
  return hasAt(pyproject ?? {}, "tool", "cibuildwheel")
    ? native("pyproject.toml has [tool.cibuildwheel]")
    : null;
}

/** Folders of tests, documents and what is brought along: nothing in them gets into a wheel by itself. */
const besides =
  /(?:^|\/)(?:tests?|docs?|examples|bench\w*|vendor|third_party|fuzz\w*|templates|node_modules|\.[^/]+)\//;

function sourcesToCompile({ paths }: Project): readonly string[] {
  return paths.filter(
    (path) =>
      /\.(?:pyx|c|cc|cpp|cxx|rs|f90)$|^(?:Cargo\.toml|CMakeLists\.txt)$/.test(path) && !besides.test(path),
  );
}
