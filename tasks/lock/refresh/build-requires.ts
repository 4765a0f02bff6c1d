import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ShapeError, listOf, nullable, objectOf, parseJson, text } from "../../json/shape.ts";
import { TaskError } from "../../program/fault.ts";
import { makeEnvironment } from "../../python/environment.ts";
import { type Ended, type RunIn, lastLines, runPython } from "../../python/run.ts";

/** What a package says of its build, with what goes without saying (PEP 517, PEP 518). */
export interface BuildSystem {
  readonly requires: readonly string[];
  /** Module, or module and object: `hatchling.build`. */
  readonly backend: string;
  /** Folder that it is in, relative to the package's; null: it is installed. */
  readonly path: readonly string[] | null;
}

const reading = `
import json, pathlib, sys, tomllib
file = pathlib.Path(sys.argv[1], "pyproject.toml")
system = tomllib.loads(file.read_text("utf-8")).get("build-system", {}) if file.exists() else {}
legacy = "setuptools.build_meta:__legacy__"
requires, backend = system.get("requires", ["setuptools"]), system.get("build-backend", legacy)
print(json.dumps({"requires": requires, "backend": backend, "path": system.get("backend-path")}))
`;

/** Both are hooks of PEP 517, which a backend need not have. */
const asking = `
import functools, importlib, json, os, sys
module, _, name = sys.argv[1].partition(":")
sys.path[:0] = [os.path.abspath(path) for path in sys.argv[2:]]
backend = functools.reduce(getattr, filter(None, name.split(".")), importlib.import_module(module))
found = []
for hook in ("get_requires_for_build_sdist", "get_requires_for_build_wheel"):
    ask = getattr(backend, hook, None)
    if ask is not None:
        found += ask({})
sys.__stdout__.write("\\n" + json.dumps(sorted(set(map(str, found)))) + "\\n")
`;

const system = objectOf({ requires: listOf(text), backend: text, path: nullable(listOf(text)) });

/** Reads the package's pyproject.toml; throws a TaskError where it can't. */
export async function readBuildSystem(folder: string, where: RunIn): Promise<BuildSystem> {
  const ended = await runPython(["-I", "-c", reading, folder], where);
  if (ended.code === 0) return parsed(ended.out, system);
  throw unread(join(folder, "pyproject.toml"), ended);
}

/**
 * What the backend asks for beside that, installed from a lock, which runs code of the package. Throws a TaskError
 * where it does not say.
 */
export async function askBackend(
  { backend, path }: BuildSystem,
  { folder, lock }: { readonly folder: string; readonly lock: string },
  where: RunIn,
): Promise<readonly string[]> {
  const own = mkdtempSync(join(tmpdir(), "slipway-backend-"));
  try {
    const place = join(own, "environment");
    const environment = await makeEnvironment(place, where);
    const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet"];
    // From where it was resolved: pip may know another index.
    const uv = ["-m", "uv", "--no-config", "pip", "install", "--python", place, "--no-progress"];
    const installed = await runPython([...uv, ...rules, "-r", resolve(lock)], where);
    if (installed.code !== 0) throw unread("build backend", installed);
    const asked = await environment.python(["-c", asking, backend, ...(path ?? [])], { ...where, folder });
    if (asked.code !== 0) throw unread("build backend", asked);
    // Hooks print what they like before.
    return parsed(asked.out.trim().split("\n").at(-1) ?? "", listOf(text));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function parsed<T>(out: string, shape: Parameters<typeof parseJson<T>>[1]): T {
  try {
    return parseJson(out, shape);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend = "write [build-system] as PEP 518 has it";
    throw new TaskError([{ place: "pyproject.toml, build-system", fault: error.message, mend }]);
  }
}

function unread(place: string, ended: Ended): TaskError {
  const mend = "see whether the package builds in a fresh environment";
  return new TaskError([{ place, fault: `can't be asked: ${lastLines(ended, 3)}`, mend }]);
}
