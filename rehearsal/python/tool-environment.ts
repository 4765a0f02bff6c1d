import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../../toolchain/lock.js";
import { cacheFolder } from "../../toolchain/places.js";

/**
 * Installs Python tools by hash, from a file of requirements that names all they need; kept from run to run. Answers the
 * folder that holds their programs. `kind`: the folder's place in the cache.
 */
export async function toolEnvironment(kind: readonly string[], requirements: string): Promise<string> {
  const version = execFileSync("python3", ["-c", "import sys; print(sys.executable, sys.version)"]);
  const key = createHash("sha256").update(readFileSync(requirements)).update(version).digest("hex");
  const folder = join(cacheFolder(), ...kind, key.slice(0, 16));
  const bin = join(folder, "bin");
  const complete = join(folder, "complete");
  mkdirSync(join(folder, ".."), { recursive: true });
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(complete)) return;
      rmSync(folder, { recursive: true, force: true });
      execFileSync("python3", ["-m", "venv", folder], { stdio: "pipe" });
      const rules = [
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--quiet",
        "-r",
        requirements,
      ];
      execFileSync(join(bin, "python"), ["-m", "pip", "install", ...rules], { stdio: "pipe" });
      // A virtual environment can't be moved: it is made in its place, and this comes last.
      writeFileSync(`${complete}.partial`, "");
      renameSync(`${complete}.partial`, complete);
    },
    () => {},
  );
  return bin;
}
