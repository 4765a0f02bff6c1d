import type { Fault } from "../../../config/fault.ts";
import { comparePythons, pythonStatus, supportedPythons } from "../../../config/pythons.ts";
import type { Project } from "../project/project.ts";
import { setupArgument } from "../project/setup-py.ts";
import { tableAt, textAt, textsAt } from "../project/table.ts";
import type { Found } from "../tree/tree.ts";
import type { StandingFile } from "../workflows/standing-files.ts";
import { admitsMinor, isSpecifier } from "./specifiers.ts";

const place = "slipway:package.pythons";

/** The versions to release for: those that the package claims or tests, as far as CPython supports them. */
export function pythonsOf(
  project: Project,
  { workflows, native }: { readonly workflows: readonly StandingFile[]; readonly native: boolean },
  faults: Fault[],
): Found<readonly string[]> | null {
  const required = requiresPython(project);
  if (required !== null && !isSpecifier(required.value)) {
    faults.push({
      place,
      fault: `may be too many: ${JSON.stringify(required.value)} (${required.from}) was not understood`,
      mend: "leave out those that the package refuses",
    });
  }
  const judged = required !== null && isSpecifier(required.value) ? required.value : "";
  const admitted = supportedPythons.filter((version) => admitsMinor(judged, minorOf(version)));
  if (admitted.length === 0) {
    faults.push({
      place,
      fault: `has none: ${required?.value ?? ""} (${required?.from ?? ""}) admits no version that CPython supports`,
      mend: `admit one of ${supportedPythons.join(", ")} and list it here`,
    });
    return null;
  }
  const claims = claimsOf(project, workflows);
  const claimed = [...new Set(claims.flatMap(({ value }) => value))]
    // A pure wheel is the same for a free-threaded build.
    .filter((version) => native || !version.endsWith("t"))
    .filter(
      (version) => admitted.includes(version.replace(/t$/, "")) && pythonStatus(version) === "supported",
    )
    .sort(comparePythons);
  const bound = required === null ? "nothing bounds them" : `${required.value} (${required.from})`;
  if (!claimed.some((version) => !version.endsWith("t"))) {
    return { value: admitted, from: `all that CPython supports; ${bound}` };
  }
  const unclaimed = admitted.filter((version) => !claimed.includes(version));
  const sources = claims
    .filter(({ value }) => value.some((version) => claimed.includes(version)))
    .map(({ from }) => from);
  const named = `${sources.slice(0, 3).join(", ")}${sources.length > 3 ? ` and ${sources.length - 3} more` : ""}`;
  const more =
    unclaimed.length === 0 ? "" : `; ${unclaimed.join(", ")} would be admitted too, and nothing tests them`;
  return { value: claimed, from: `${named}; ${bound}${more}` };
}

function minorOf(version: string): number {
  return Number(version.slice("3.".length));
}

function requiresPython(project: Project): Found<string> | null {
  const { pyproject, setupCfg, text } = project;
  const table = pyproject ?? {};
  const found: readonly (readonly [string | null | undefined, string])[] = [
    [textAt(table, "project", "requires-python"), "pyproject.toml, project.requires-python"],
    [
      textAt(table, "tool", "poetry", "dependencies", "python"),
      "pyproject.toml, tool.poetry.dependencies.python",
    ],
    [textAt(table, "tool", "flit", "metadata", "requires-python"), "pyproject.toml, tool.flit.metadata"],
    [setupCfg["options"]?.["python_requires"], "setup.cfg, python_requires"],
    [setupArgument(text("setup.py"), "python_requires"), "setup.py, python_requires"],
  ];
  const [value, from] = found.find(([one]) => typeof one === "string" && one !== "") ?? [];
  return typeof value === "string" && from !== undefined ? { value, from } : null;
}

/** Each place that says which versions are meant, and what it says. */
function claimsOf(project: Project, workflows: readonly StandingFile[]): readonly Found<readonly string[]>[] {
  const { pyproject, setupCfg, toxIni, text } = project;
  const table = pyproject ?? {};
  const classifiers = [
    ...textsAt(table, "project", "classifiers"),
    ...textsAt(table, "tool", "poetry", "classifiers"),
    setupCfg["metadata"]?.["classifiers"] ?? "",
    text("setup.py") ?? "",
  ].join("\n");
  const wheels = tableAt(table, "tool", "cibuildwheel");
  const identifiers = [...textsAt(wheels, "build"), ...textsAt(wheels, "enable")].join(" ");
  return [
    { value: matches(classifiers, /Programming Language :: Python :: (3\.\d+)\b/g), from: "classifiers" },
    ...workflows.map(({ path, pythons }) => ({ value: pythons, from: path })),
    {
      value: matches(identifiers, /\bcp3(\d+t?)-/g).map((rest) => `3.${rest}`),
      from: "tool.cibuildwheel.build",
    },
    {
      value: toxPythons(toxIni["tox"]?.["envlist"] ?? toxIni["tox"]?.["env_list"] ?? ""),
      from: "tox.ini, envlist",
    },
    { value: matches(text("noxfile.py") ?? "", /["'](3\.\d+t?)["']/g), from: "noxfile.py" },
  ].filter(({ value }) => value.length > 0);
}

/** `py{311,312}-x, py3.13`. */
function toxPythons(environments: string): readonly string[] {
  return matches(environments.slice(0, 10_000), /(?<![\d.])3\.?(1\dt?)(?!\d)/g).map((rest) => `3.${rest}`);
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found))];
}
