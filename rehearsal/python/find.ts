import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { cacheFolder } from "../../toolchain/places.js";
import { candidates } from "./candidates.ts";
import { type Python, inOrder } from "./python.ts";

/** Where Pythons are looked for. */
export interface Search {
  /** @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder in which what they answered is kept. @default the user's cache */
  readonly cache?: string;
}

/** Where rehearsals keep what they would otherwise make each time. */
export function rehearsalCache(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env["REHEARSAL_CACHE"] ?? join(cacheFolder(env), "rehearsal");
}

/**
 * The CPythons of this machine that can make an environment with pip, newest first. Each is started once, and again
 * when its file has changed.
 */
export function findPythons({
  env = process.env,
  cache = rehearsalCache(env),
}: Search = {}): readonly Python[] {
  const kept = join(cache, "pythons.json");
  const known = readKnown(kept);
  const answers = new Map(
    candidates(env).map((file) => {
      const { mtimeMs, size } = statSync(file);
      const key = `${file} ${mtimeMs} ${size}`;
      return [key, known.get(key) ?? ask(file)];
    }),
  );
  if ([...answers.keys()].some((key) => !known.has(key))) keep(kept, new Map([...known, ...answers]));
  return inOrder([...answers.values()].flat());
}

/** Whether this machine has a CPython of a minor version: `3.13`, `3.14t`. */
export function hasPython(minor: string, pythons: readonly Python[] = findPythons()): boolean {
  return pythons.some((python) => python.minor === minor);
}

/** One, or none where the file is no CPython with venv and pip. */
type Answer = readonly Python[];

const question = [
  "import sys, sysconfig, json, platform, venv, ensurepip",
  "assert sys.implementation.name == 'cpython' and sys.version_info[0] == 3 and sys.maxsize > 2**32",
  "minor = '%d.%d' % sys.version_info[:2] + ('t' if sysconfig.get_config_var('Py_GIL_DISABLED') else '')",
  "print(json.dumps([platform.python_version(), minor, sysconfig.get_paths()['include']]))",
].join("\n");

function ask(file: string): Answer {
  const { status, stdout } = spawnSync(file, ["-I", "-c", question], { encoding: "utf8", timeout: 20_000 });
  if (status !== 0) return [];
  const [version, minor, headers] = JSON.parse(stdout) as readonly [string, string, string];
  return [{ version, minor, file, headers }];
}

function readKnown(file: string): ReadonlyMap<string, Answer> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Answer>));
  } catch {
    return new Map();
  }
}

/** What can't be kept is asked again. */
function keep(file: string, answers: ReadonlyMap<string, Answer>): void {
  const partial = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, JSON.stringify(Object.fromEntries(answers), null, 2));
    renameSync(partial, file);
  } catch {
    return;
  }
}
