import type { Found } from "../tree/tree.ts";
import type { Project } from "./project.ts";
import { hasAt, textAt, textsAt } from "./table.ts";

/** What builds the package. */
export interface Backend {
  readonly name: BackendName;
  /** The module as `build-system.build-backend` names it. */
  readonly module: string;
}

export type BackendName =
  | "setuptools"
  | "hatchling"
  | "flit"
  | "maturin"
  | "scikit-build-core"
  | "meson-python"
  | "poetry-core"
  | "pdm-backend"
  | "uv_build"
  | "other";

/** Backends by the beginning of their module's name. */
const modules: readonly (readonly [string, BackendName])[] = [
  ["setuptools", "setuptools"],
  ["hatchling", "hatchling"],
  ["flit_core", "flit"],
  ["flit_scm", "flit"],
  ["flit.", "flit"],
  ["maturin", "maturin"],
  ["scikit_build_core.setuptools", "setuptools"],
  ["scikit_build_core", "scikit-build-core"],
  ["mesonpy", "meson-python"],
  ["poetry", "poetry-core"],
  ["pdm.backend", "pdm-backend"],
  ["pdm.pep517", "pdm-backend"],
  ["uv_build", "uv_build"],
  ["pbr", "setuptools"],
  ["jupyter_packaging", "setuptools"],
];

/** What builds the package, by pip's own rules: without a build system it is setuptools. */
export function backendOf({ pyproject, text }: Project): Found<Backend> {
  const table = pyproject ?? {};
  const module = textAt(table, "build-system", "build-backend");
  if (module === null) {
    const from = hasAt(table, "build-system")
      ? "build-system names no backend"
      : "there is no [build-system]";
    return {
      value: { name: "setuptools", module: "setuptools" },
      from: `${from}, so that pip takes setuptools`,
    };
  }
  const from = "pyproject.toml, build-system.build-backend";
  const known = modules.find(([start]) => module.startsWith(start))?.[1];
  if (known !== undefined) return { value: { name: known, module }, from };
  // A backend within the sources is a few lines around another one.
  const file = textsAt(table, "build-system", "backend-path").map(
    (folder) => `${folder === "." ? "" : `${folder.replace(/^\.\/|\/$/g, "")}/`}${module.split(":")[0]}.py`,
  );
  const source = file.map((path) => text(path) ?? "").join("\n");
  const inner = modules.find(([start]) =>
    new RegExp(String.raw`^\s*(?:from|import)\s+${start.replace(".", "\\.")}`, "m").test(source),
  );
  return inner
    ? { value: { name: inner[1], module }, from: `${from}, whose file is built on ${inner[0]}` }
    : { value: { name: "other", module }, from };
}

/** Names of what the build requires, without versions, in lower case. */
export function buildRequirements(project: Project): readonly string[] {
  return buildRequirementTexts(project).map(requirementName);
}

/** What the build requires, as it is written: `flit_core >=3.11,<4`. */
export function buildRequirementTexts({ pyproject, text }: Project): readonly string[] {
  const listed = textsAt(pyproject ?? {}, "build-system", "requires");
  const legacy = /setup_requires\s*=\s*\[([^\]]{0,2000})\]/.exec(text("setup.py") ?? "")?.[1] ?? "";
  const quoted = [...legacy.matchAll(/["']([^"'\n]+)["']/g)].map(([, name = ""]) => name);
  return [...listed, ...quoted];
}

/** `pytest-asyncio` of `pytest_asyncio[x] >= 1; python_version < "4"`. */
export function requirementName(requirement: string): string {
  const name = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(requirement)?.[1] ?? "";
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
