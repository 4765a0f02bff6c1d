import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { withLock } from "../../../toolchain/lock.js";
import { cacheFolder } from "../../../toolchain/places.js";
import { textOf } from "../read-workflow.ts";
import { prod } from "../fixture-plan.ts";

const cache = join(cacheFolder(), "tests", "builds");

/** A Python with the delivered locks installed, kept from run to run since it takes half a minute to make. */
export interface BuildEnvironment {
  /** Where `python` is, to stand first on the PATH. */
  readonly bin: string;
}

/** An interpreter of a minor version on this machine, on the PATH or in pyenv; null if there is none. */
export function findPython(minor: string): string | null {
  const versions = join(process.env["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions");
  const ofPyenv = existsSync(versions)
    ? readdirSync(versions).filter((name) => name.startsWith(`${minor}.`))
    : [];
  const candidates = [
    `python${minor}`,
    ...ofPyenv.map((name) => join(versions, name, "bin", "python")),
    "python3",
  ];
  const told = candidates.find((file) => {
    const { status, stdout } = spawnSync(
      file,
      ["-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"],
      {
        encoding: "utf8",
      },
    );
    return status === 0 && stdout.trim() === minor;
  });
  return told ?? null;
}

/** Runs the delivered steps that install build tools and backend, in a virtual environment of their own. */
export async function buildEnvironment(python: string): Promise<BuildEnvironment> {
  const locks = [".github/slipway/requirements/build.txt", ".github/slipway/requirements/backend.txt"];
  const texts = locks.map((path) => textOf(prod, path));
  const version = execFileSync(python, ["-c", "import sys; print(sys.executable, sys.version)"]);
  const key = createHash("sha256").update(texts.join("")).update(version).digest("hex").slice(0, 16);
  const folder = join(cache, key);
  const bin = join(folder, "bin");
  await made(folder, () => {
    execFileSync(python, ["-m", "venv", folder], { stdio: "pipe" });
    const files = locks.map((path, index) => {
      const file = join(folder, path.split("/").at(-1) ?? "");
      writeFileSync(file, texts[index] ?? "");
      return file;
    });
    for (const file of files) {
      const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "-r", file];
      execFileSync(join(bin, "python"), ["-m", "pip", "install", ...rules], { stdio: "pipe" });
    }
  });
  return { bin };
}

/** An sdist of the index by name, version and hash; answers the file. */
export async function fetchSdist(environment: BuildEnvironment, locked: string): Promise<string> {
  const folder = join(cache, createHash("sha256").update(locked).digest("hex").slice(0, 16));
  await made(folder, () => {
    mkdirSync(folder);
    const requirements = join(folder, "requirements.txt");
    writeFileSync(requirements, `${locked}\n`);
    const rules = [
      "--no-deps",
      "--no-binary",
      ":all:",
      "--no-build-isolation",
      "--require-hashes",
      "--quiet",
    ];
    const args = ["-m", "pip", "download", ...rules, "--dest", folder, "-r", requirements];
    execFileSync(join(environment.bin, "python"), args, { stdio: "pipe" });
  });
  const sdist = readdirSync(folder).find((name) => name.endsWith(".tar.gz"));
  if (sdist === undefined) throw new Error(`${folder}: holds no sdist; remove it, and run again`);
  return join(folder, sdist);
}

/** Makes a folder where it stays, since a virtual environment can't be moved; the file `complete` comes last. */
async function made(folder: string, make: () => void): Promise<void> {
  const complete = join(folder, "complete");
  mkdirSync(cache, { recursive: true });
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(complete)) return;
      rmSync(folder, { recursive: true, force: true });
      make();
      writeFileSync(`${complete}.partial`, "");
      renameSync(`${complete}.partial`, complete);
    },
    () => {},
  );
}
