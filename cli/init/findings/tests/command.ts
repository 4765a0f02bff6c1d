import { posix } from "node:path";
import { linesOf } from "../../project/ini.ts";
import type { Project } from "../../project/project.ts";
import { hasAt, tableAt, textsAt, valueAt } from "../../project/table.ts";
import type { Found } from "../../tree/tree.ts";
import type { StandingFile } from "../../workflows/standing-files.ts";
import { pytestCall } from "./pytest-line.ts";

/** How tests are run, and by which files. */
export interface TestCommand {
  readonly command: string;
  /** Files and folders that the tests need, relative to the package's folder. */
  readonly sources: readonly string[];
}

/** The command of the tests and what they need beside it; null: no tests were found. */
export function testCommand(
  project: Project,
  { importName, workflows }: { readonly importName: string; readonly workflows: readonly StandingFile[] },
): Found<TestCommand> | null {
  return (
    byCibuildwheel(project) ??
    byLine(project, workflows) ??
    byPytest(project, importName) ??
    byUnittest(project)
  );
}

/** cibuildwheel's placeholders stand for a folder; a stack's tests run where their sources are copied to. */
function byCibuildwheel(project: Project): Found<TestCommand> | null {
  const wheels = tableAt(project.pyproject ?? {}, "tool", "cibuildwheel");
  const given = textsAt(wheels, "test-command").join(" && ");
  if (given.trim() === "" || given.length > 4000) return null;
  const named = [...given.matchAll(/\{(?:project|package)\}\/([\w./-]*\w)/g)].map(([, path = ""]) =>
    posix.normalize(path),
  );
  const whole = given.replaceAll(/\{(?:project|package)\}\/(?=[\w.])/g, "");
  const folders = [...named, ...textsAt(wheels, "test-sources")].filter((path) => exists(project, path));
  const tests = folders.length > 0 ? folders : testFolders(project);
  const command = whole.replaceAll(/\{(?:project|package)\}/g, tests.join(" ") || ".").trim();
  if (/[{}]|\$\{\{/.test(command)) return null;
  return {
    value: { command, sources: withConfiguration(project, tests) },
    from: "pyproject.toml, tool.cibuildwheel.test-command",
  };
}

function byPytest(project: Project, importName: string): Found<TestCommand> | null {
  const sign = pytestSign(project);
  if (sign === null) return null;
  const folders = testFolders(project);
  if (folders.length > 0) {
    return {
      value: { command: "pytest", sources: withConfiguration(project, folders) },
      from: `${sign}, and the folder ${folders.join(", ")}`,
    };
  }
  const inside = project.paths
    .filter((path) =>
      /^(?:src\/|lib\/|python\/)?[A-Za-z_]\w*(?:\/\w+)*\/(?:tests?)\/(?:\w+\/)*test_\w+\.py$/.test(path),
    )
    .map((path) => path.split("/").slice(0, -1).join("."))
    .map((module) => module.replace(/^(?:src|lib|python)\./, ""));
  if (inside.some((module) => module.split(".")[0] === importName.split(".")[0])) {
    // They are installed with the package.
    return {
      value: { command: `pytest --pyargs ${importName}`, sources: [] },
      from: `${sign}, and tests within ${importName}`,
    };
  }
  return null;
}

/** Where it shows that the tests are pytest's; null: nowhere. */
function pytestSign({ pyproject, setupCfg, toxIni, pytestIni, paths, text }: Project): string | null {
  const table = pyproject ?? {};
  if (hasAt(table, "tool", "pytest")) return "pyproject.toml, tool.pytest";
  if (Object.hasOwn(pytestIni, "pytest")) return "pytest.ini";
  if (Object.hasOwn(setupCfg, "tool:pytest")) return "setup.cfg, tool:pytest";
  if (Object.hasOwn(toxIni, "pytest")) return "tox.ini, pytest";
  const listing = ["pyproject.toml", "tox.ini", "noxfile.py", "setup.cfg", "setup.py", "pytest.ini"].find(
    (path) => /\bpytest\b/.test(text(path) ?? ""),
  );
  if (listing !== undefined) return `${listing} names pytest`;
  const requirements = paths.find(
    (path) => path.includes("requirements") && /^pytest\b/m.test(text(path) ?? ""),
  );
  if (requirements !== undefined) return `${requirements} names pytest`;
  return paths.find((path) => /(?:^|\/)conftest\.py$/.test(path)) ?? null;
}

function byUnittest(project: Project): Found<TestCommand> | null {
  const folder = testFolders(project).find((one) =>
    project.paths.some((path) => path.startsWith(`${one}/`) && /\/test\w*\.py$/.test(path)),
  );
  if (folder === undefined) return null;
  const packaged = project.paths.includes(`${folder}/__init__.py`);
  const command = `python -m unittest discover -s ${folder}${packaged ? " -t ." : ""}`;
  return { value: { command, sources: [folder] }, from: `the folder ${folder}, and no sign of pytest` };
}

/** A call of pytest in a workflow, else in tox.ini; what it says of markers and plugins is worth keeping. */
function byLine(project: Project, workflows: readonly StandingFile[]): Found<TestCommand> | null {
  const isThere = (path: string) => exists(project, path) && !isSource(project, path);
  const tox = shortLines(project.toxIni["testenv"]?.["commands"]).map((line) => {
    return { from: "tox.ini, testenv.commands", line: line.replaceAll(/\s*\{posargs(?::[^}]*)?\}/g, "") };
  });
  // A workflow starts in the repository's root.
  const steps =
    project.folder === "."
      ? workflows.flatMap(({ path, lines }) => lines.map((line) => ({ from: path, line })))
      : [];
  for (const { from, line } of [...steps, ...tox]) {
    const call = pytestCall(line, isThere);
    const folders = call === null || call.paths.length > 0 ? (call?.paths ?? []) : testFolders(project);
    if (call === null || folders.length === 0) continue;
    return { value: { command: call.command, sources: withConfiguration(project, folders) }, from };
  }
  return null;
}

function shortLines(value: string | undefined): readonly string[] {
  return linesOf(value).filter((line) => line.length <= 500);
}

/** What pytest is told to look through, else the folder that tests usually lie in. */
function testFolders(project: Project): readonly string[] {
  const { pyproject, pytestIni, setupCfg, toxIni } = project;
  const options = tableAt(pyproject ?? {}, "tool", "pytest", "ini_options");
  const given = valueAt(options, "testpaths") ?? valueAt(pyproject ?? {}, "tool", "pytest", "testpaths");
  const configured = [
    ...[given].flat().filter((item): item is string => typeof item === "string"),
    ...[pytestIni["pytest"], setupCfg["tool:pytest"], toxIni["pytest"]].map(
      (section) => section?.["testpaths"] ?? "",
    ),
  ].flatMap((text) => text.split(/\s+/));
  const named = configured
    .filter((path) => path !== "")
    .map((path) => posix.normalize(path).replace(/\/$/, ""))
    .filter((path) => isPlainPath(path) && exists(project, path) && !isSource(project, path));
  if (named.length > 0) return [...new Set(named)];
  const usual = ["tests", "test", "testing", "t"].find((folder) =>
    project.paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith(".py")),
  );
  if (usual !== undefined) return [usual];
  return project.paths.filter((path) => /^(?:test_\w+|tests?)\.py$/.test(path)).slice(0, 20);
}

/** Copied beside the tests, the sources would be imported in the wheel's place. */
function isSource({ paths }: Project, folder: string): boolean {
  return (
    /^(?:\.|src|lib)(?:\/|$)/.test(folder) ||
    (paths.includes(`${folder.split("/")[0] ?? ""}/__init__.py`) && !folder.includes("test"))
  );
}

function exists({ paths }: Project, path: string): boolean {
  return isPlainPath(path) && paths.some((one) => one === path || one.startsWith(`${path}/`));
}

function isPlainPath(path: string): boolean {
  return /^(?!\.{1,2}(?:\/|$))[^/\\\p{Cc}]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\\p{Cc}]+)*$/u.test(path);
}

/** The tests, and the files that pytest reads settings and fixtures from. */
function withConfiguration(project: Project, folders: readonly string[]): readonly string[] {
  const { pyproject, pytestIni, setupCfg, toxIni, paths } = project;
  const settings = [
    ...(Object.hasOwn(pytestIni, "pytest")
      ? [paths.includes("pytest.ini") ? "pytest.ini" : ".pytest.ini"]
      : []),
    ...(hasAt(pyproject ?? {}, "tool", "pytest") ? ["pyproject.toml"] : []),
    ...(Object.hasOwn(toxIni, "pytest") ? ["tox.ini"] : []),
    ...(Object.hasOwn(setupCfg, "tool:pytest") ? ["setup.cfg"] : []),
  ];
  const fixtures = paths.includes("conftest.py") ? ["conftest.py"] : [];
  return [...folders, ...fixtures, ...settings.slice(0, 1)];
}

/** Why a setting of pytest's that a file holds has no effect; null: there is none such. */
export function ignoredSettings({ pytestIni, text }: Project): string | null {
  const misspelt = Object.hasOwn(pytestIni, "tool:pytest") && !Object.hasOwn(pytestIni, "pytest");
  return misspelt && text("pytest.ini") !== null
    ? "is headed [tool:pytest], which pytest ignores in this file"
    : null;
}
