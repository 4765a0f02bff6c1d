import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, FaultsError } from "../../config/fault.ts";
import { findPythons, rehearsalCache } from "./find.ts";
import { type Kept, keptEnvironment, makeVenv } from "./kept.ts";
import { type Python, choosePython, installation } from "./python.ts";

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

/**
 * Makes one in a folder that is not there yet, for `3.14.9`, `3.14` or `3.14t`; throws a FaultsError where no Python
 * of this machine answers that.
 */
export async function environmentFor(
  asked: string,
  folder: string,
  { pythons = findPythons(), cache = rehearsalCache() }: EnvironmentOptions = {},
): Promise<JobEnvironment> {
  const chosen = choosePython(asked, pythons);
  if (chosen === null) throw new FaultsError([missing(asked, pythons)]);
  return { ...chosen, ...(await makeEnvironment(chosen.python, folder, { cache })) };
}

/**
 * Makes a fresh one for that very Python in a folder that is not there yet, from which what is kept can be imported and
 * its programs run. pip, for which that lies outside of the environment, takes nothing of it away.
 */
export async function makeEnvironment(
  python: Python,
  folder: string,
  kept: Kept,
): Promise<Pick<JobEnvironment, "bin" | "file">> {
  const [template] = await Promise.all([
    keptEnvironment(python, kept),
    makeVenv(python, folder, ["--without-pip"]),
  ]);
  // Copied, its thousand files would take longer than many a job's steps.
  writeFileSync(join(sitePackages(python, folder), "kept.pth"), `${sitePackages(python, template)}\n`);
  const bin = join(folder, "bin");
  for (const name of readdirSync(join(template, "bin")).filter((one) => !existsSync(join(bin, one)))) {
    const program = readFileSync(join(template, "bin", name), "utf8");
    if (!program.startsWith("#!")) continue;
    writeFileSync(join(bin, name), program.replaceAll(template, folder));
    chmodSync(join(bin, name), 0o755);
  }
  return { bin, file: join(bin, "python") };
}

function sitePackages(python: Python, folder: string): string {
  return join(folder, "lib", `python${python.minor}`, "site-packages");
}

function missing(asked: string, pythons: readonly Python[]): Fault {
  const here = pythons.length === 0 ? "has none" : `has ${pythons.map(({ version }) => version).join(", ")}`;
  const mend = /^3\.\d+(?:\.\d+)?t?$/.test(asked)
    ? installation(asked)
    : 'ask for a minor version or a release, such as "3.13" or "3.13.9"';
  return { place: `CPython ${asked}`, fault: `is not on this machine, which ${here}`, mend };
}
