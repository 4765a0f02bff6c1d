import { type Fault, TaskError } from "../program/fault.ts";
import { type Ended, lastLines } from "../python/run.ts";
import { sameVersion } from "../version/version.ts";
import type { Asked, Check, Host } from "./asked.ts";
import { type Installation, emptyFolder } from "./install.ts";

/** What is asked of the installed package: each is run by its Python, away from all sources. */
const questions = {
  version:
    "import sys, platform; from importlib.metadata import version; print(platform.python_version(), version(sys.argv[1]))",
  import: "import sys; from importlib import import_module; import_module(sys.argv[1])",
} as const;

/** Uses the installed package as a user would; throws a TaskError with all that fails. */
export async function useRelease(
  { environment }: Installation,
  { folder, ...asked }: Asked & { readonly folder: string },
  host: Host,
): Promise<readonly Check[]> {
  const where = { variables: host.variables, folder: emptyFolder(folder), minutes: 5 };
  const { name, importName } = asked.declaration.package;
  // Isolated: neither the folder it runs in nor the environment adds anything to the path.
  const told = await environment.python(["-I", "-c", questions.version, name], where);
  const imported = await environment.python(["-I", "-c", questions.import, importName], where);
  const checked = await environment.pip(["check"], where);
  const faults = [
    ...versionFaults(asked, told),
    ...faultsOf(asked, imported, `can't be imported as ${importName}`),
    ...faultsOf(asked, checked, "lacks what it needs"),
  ];
  if (faults.length > 0) throw new TaskError(faults);
  const [python = "", version = ""] = told.out.trim().split(" ");
  return [
    { what: "Python", verdict: python },
    { what: `installed version ${version}`, verdict: "as released" },
    { what: `import ${importName}`, verdict: "works" },
    { what: "pip check", verdict: "nothing missing" },
  ];
}

const mend = "yank the version there, mend the package, and release a new version";

function versionFaults(asked: Asked, told: Ended): readonly Fault[] {
  if (told.code !== 0) return faultsOf(asked, told, "does not tell its version");
  const [, version = ""] = told.out.trim().split(" ");
  if (sameVersion(version, asked.version)) return [];
  return [{ place: placeOf(asked), fault: `calls itself ${version}`, mend }];
}

function faultsOf(asked: Asked, ended: Ended, fault: string): readonly Fault[] {
  if (ended.code === 0) return [];
  return [{ place: placeOf(asked), fault: `${fault}: ${lastLines(ended, 2)}`, mend }];
}

function placeOf({ index, declaration, version }: Asked): string {
  return `${index.title}, ${declaration.package.name} ${version}`;
}
