import type { Fault } from "../../../config/fault.ts";
import type { Project } from "../project/project.ts";
import { setupArgument } from "../project/setup-py.ts";
import { textAt } from "../project/table.ts";
import type { Found } from "../tree/tree.ts";

/** The package's name on the index; null, and a fault, where nothing that could be read says it. */
export function nameOf(project: Project, faults: Fault[]): Found<string> | null {
  const { pyproject, setupCfg, text } = project;
  const table = pyproject ?? {};
  const found: readonly (readonly [string | null | undefined, string])[] = [
    [textAt(table, "project", "name"), "pyproject.toml, project.name"],
    [textAt(table, "tool", "poetry", "name"), "pyproject.toml, tool.poetry.name"],
    [textAt(table, "tool", "flit", "metadata", "dist-name"), "pyproject.toml, tool.flit.metadata.dist-name"],
    [textAt(table, "tool", "flit", "metadata", "module"), "pyproject.toml, tool.flit.metadata.module"],
    [setupCfg["metadata"]?.["name"], "setup.cfg, metadata.name"],
    [setupArgument(text("setup.py"), "name"), "setup.py, name"],
  ];
  const [value, from] = found.find(([one]) => typeof one === "string" && one !== "") ?? [];
  const place = "slipway:package.name";
  if (typeof value !== "string" || from === undefined) {
    const file = text("setup.py") === null ? "no file says it" : "setup.py computes it";
    faults.push({
      place,
      fault: `was not found: ${file}`,
      mend: "write the name that the index knows it by",
    });
    return null;
  }
  if (/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?$/.test(value)) return { value, from };
  faults.push({
    place,
    fault: `is no name that an index takes: ${JSON.stringify(value.slice(0, 80))} (${from})`,
    mend: "correct it there and here",
  });
  return null;
}

/** Folders at the root that are no packages of their own. */
const besides =
  /^(?:tests?|testing|docs?|examples|bench\w*|scripts?|tools?|tasks|ci|build|dist|notebooks?|requirements|\..*)$/i;
const roots = ["src", "lib", "python", "."];

/**
 * What `import` takes, where it is something else than the name suggests; null: the usual one is there, or nothing
 * tells, which is a fault then.
 */
export function importNameOf(project: Project, name: string | null, faults: Fault[]): Found<string> | null {
  const declared = declaredModule(project);
  const usual = name?.toLowerCase().replaceAll(/[-_.]+/g, "_");
  if (declared !== null) return declared.value === usual ? null : declared;
  const modules = modulesOf(project);
  if (usual === undefined || modules.some(({ value }) => value === usual)) return null;
  const [only, ...others] = modules;
  if (only !== undefined && others.length === 0) return only;
  const found = modules.map(({ value }) => value).slice(0, 8);
  faults.push({
    place: "slipway:package.importName",
    fault: `was not found: ${found.length === 0 ? `no module ${usual} is among the sources` : `it may be one of ${found.join(", ")}`}`,
    mend: `write what \`import\` takes; without it it is ${usual}`,
  });
  return null;
}

function declaredModule({ pyproject, text, paths }: Project): Found<string> | null {
  const table = pyproject ?? {};
  const flit =
    textAt(table, "tool", "flit", "module", "name") ?? textAt(table, "tool", "flit", "metadata", "module");
  if (flit !== null) return { value: flit, from: "pyproject.toml, tool.flit" };
  const uv = textAt(table, "tool", "uv", "build-backend", "module-name");
  if (uv !== null) return { value: uv, from: "pyproject.toml, tool.uv.build-backend.module-name" };
  const maturin = textAt(table, "tool", "maturin", "module-name");
  if (maturin !== null)
    return { value: maturin.split(".")[0] ?? maturin, from: "pyproject.toml, tool.maturin.module-name" };
  const cargo = paths.includes("Cargo.toml")
    ? /^\[lib\][^[]*?^name\s*=\s*"([\w-]+)"/ms.exec((text("Cargo.toml") ?? "").slice(0, 20_000))
    : null;
  const isMaturin = textAt(table, "build-system", "build-backend") === "maturin";
  return isMaturin && cargo?.[1] !== undefined
    ? { value: cargo[1].replaceAll("-", "_"), from: "Cargo.toml, lib.name" }
    : null;
}

/** The modules and packages that lie where sources usually do; in `src` and the like before the root. */
function modulesOf({ paths }: Project): readonly Found<string>[] {
  for (const root of roots) {
    const prefix = root === "." ? "" : `${root}/`;
    const below = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    const packages = below.flatMap((path) => /^([A-Za-z_]\w*)\/__init__\.pyi?$/.exec(path)?.[1] ?? []);
    const files = below.flatMap((path) => /^([A-Za-z_]\w*)\.py$/.exec(path)?.[1] ?? []);
    const own =
      root === "."
        ? files.filter(
            (file) =>
              !/^(?:setup|conftest|noxfile|tasks|test_\w+|hatch_build|build|conf|\w*backend)$/.test(file),
          )
        : files;
    const nested = packages.length + own.length > 0 ? [] : namespaced(below);
    const found = [...new Set([...packages, ...own, ...nested])].filter((module) => !besides.test(module));
    if (found.length > 0)
      return found.map((value) => ({ value, from: `${prefix}${value.replaceAll(".", "/")}` }));
  }
  return [];
}

/** A package inside of folders that are none, such as `company/package`. */
function namespaced(paths: readonly string[]): readonly string[] {
  const packages = paths.flatMap((path) => /^((?:[A-Za-z_]\w*\/){2,3})__init__\.py$/.exec(path)?.[1] ?? []);
  const outer = packages.filter(
    (path) => !packages.some((other) => other !== path && path.startsWith(other)),
  );
  return outer
    .filter((path) => !roots.includes(path.split("/")[0] ?? "") && !besides.test(path.split("/")[0] ?? ""))
    .map((path) => path.slice(0, -1).replaceAll("/", "."));
}
