import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { withLock } from "../../toolchain/lock.js";
import type { Python } from "./python.ts";
import { runToEnd } from "./run.ts";

/** What is kept from rehearsal to rehearsal. */
export interface Kept {
  /** Folder that it lies below. */
  readonly cache: string;
  /** File of packages that are in it besides pip, locked by hash. @default none are */
  readonly requirements?: string;
}

/**
 * An environment of that Python which others import from, or whose programs are run: pip takes seconds to unpack. Throws a FaultsError where pip can't fetch what is locked.
 */
export async function keptEnvironment(python: Python, { cache, requirements }: Kept): Promise<string> {
  const locked = requirements === undefined ? "" : readFileSync(requirements, "utf8");
  const hash = createHash("sha256").update(`${python.file} ${python.version}\n${locked}`);
  const folder = join(cache, "python", `${python.minor}-${hash.digest("hex").slice(0, 12)}`);
  const complete = join(folder, "complete");
  if (existsSync(complete)) return folder;
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(complete)) return;
      rmSync(folder, { recursive: true, force: true });
      await makeVenv(python, folder, []);
      if (requirements !== undefined) await install(join(folder, "bin", "python"), requirements);
      // An environment can't be moved: it is made in its place, and this comes last.
      writeFileSync(complete, "");
    },
    () => {},
  );
  return folder;
}

/** Started apart from the user's own settings for Python, which could lead elsewhere. */
export async function makeVenv(python: Python, folder: string, options: readonly string[]): Promise<void> {
  await runToEnd(python.file, ["-I", "-m", "venv", ...options, folder]);
}

async function install(python: string, requirements: string): Promise<void> {
  const quiet = ["--disable-pip-version-check", "--no-input", "--quiet"];
  const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", requirements];
  try {
    await runToEnd(python, ["-m", "pip", "install", ...quiet, ...rules]);
  } catch (error) {
    const fault = `could not be installed: ${error instanceof Error ? error.message : String(error)}`;
    const mend = "let pip on this machine reach a package index (pip config, PIP_INDEX_URL), and run again";
    throw new FaultsError([{ place: "python tools", fault, mend }]);
  }
}
