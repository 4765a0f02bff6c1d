import { createHash } from "node:crypto";
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, FaultsError } from "../../config/fault.ts";
import { withLock } from "../../toolchain/lock.js";
import { findPythons, rehearsalCache } from "./find.ts";
import { type Python, choosePython } from "./python.ts";
import { runToEnd } from "./run.ts";

/** A fresh environment that is a job's Python: nothing but pip is in it. */
export interface JobEnvironment {
  /** The CPython that it is made of. */
  readonly python: Python;
  /** To stand first on the PATH. */
  readonly bin: string;
  /** Its own interpreter. */
  readonly file: string;
  /** What is told where it is another version than was asked for; null: it is that version. */
  readonly note: string | null;
}

/** Where environments come from. */
export interface EnvironmentOptions {
  /** @default those of this machine */
  readonly pythons?: readonly Python[];
  /** @default the user's cache */
  readonly cache?: string;
}

/** Makes one in a folder that is not there yet, for `3.14.9`, `3.14` or `3.14t`; throws a FaultsError where none is here. */
export async function environmentFor(
  asked: string,
  folder: string,
  { pythons = findPythons(), cache = rehearsalCache() }: EnvironmentOptions = {},
): Promise<JobEnvironment> {
  const chosen = choosePython(asked, pythons);
  if (chosen === null) throw new FaultsError([missing(asked, pythons)]);
  return { ...chosen, ...(await makeEnvironment(chosen.python, folder, cache)) };
}

/** Makes an environment of that very Python, with its own pip, in a folder that is not there yet. */
export async function makeEnvironment(
  python: Python,
  folder: string,
  cache: string,
): Promise<Pick<JobEnvironment, "bin" | "file">> {
  const [template] = await Promise.all([
    templateOf(python, cache),
    makeVenv(python, folder, ["--without-pip"]),
  ]);
  await runToEnd("cp", ["-a", `${sitePackages(python, template)}/.`, sitePackages(python, folder)]);
  const bin = join(folder, "bin");
  for (const name of readdirSync(join(template, "bin")).filter((one) => one.startsWith("pip"))) {
    const text = readFileSync(join(template, "bin", name), "utf8");
    writeFileSync(join(bin, name), text.replaceAll(template, folder));
    chmodSync(join(bin, name), 0o755);
  }
  return { bin, file: join(bin, "python") };
}

/** pip unpacks in seconds and is copied in a tenth of one: it is kept for each Python. */
async function templateOf(python: Python, cache: string): Promise<string> {
  const key = createHash("sha256").update(`${python.file} ${python.version}`).digest("hex").slice(0, 12);
  const folder = join(cache, "python", `${python.minor}-${key}`);
  const complete = join(folder, "complete");
  if (existsSync(complete)) return folder;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(complete)) return;
      rmSync(folder, { recursive: true, force: true });
      await makeVenv(python, folder, []);
      // An environment can't be moved: it is made in its place, and this comes last.
      writeFileSync(complete, "");
    },
    () => {},
  );
  return folder;
}

/** Asked apart from the user's own settings for Python, which could lead elsewhere. */
async function makeVenv(python: Python, folder: string, options: readonly string[]): Promise<void> {
  await runToEnd(python.file, ["-I", "-m", "venv", ...options, folder]);
}

function sitePackages(python: Python, folder: string): string {
  return join(folder, "lib", `python${python.minor}`, "site-packages");
}

function missing(asked: string, pythons: readonly Python[]): Fault {
  const here = pythons.length === 0 ? "has none" : `has ${pythons.map(({ version }) => version).join(", ")}`;
  const minor = /^3\.\d+(?=\.|t|$)/.exec(asked)?.[0];
  const mend =
    minor === undefined
      ? 'ask for a minor version or a release, such as "3.13" or "3.13.9"'
      : `install one (uv python install ${asked}, pyenv install ${asked}), with venv and pip`;
  return { place: `CPython ${asked}`, fault: `is not on this machine, which ${here}`, mend };
}
