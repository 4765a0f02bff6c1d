import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../../../toolchain/lock.js";
import { cacheFolder } from "../../../toolchain/places.js";

const requirements = join(import.meta.dirname, "tools.txt");

/** Installs shellcheck by hash, kept from run to run; answers the path of its program. */
export async function shellcheck(): Promise<string> {
  const key = createHash("sha256").update(readFileSync(requirements)).update(process.arch).digest("hex");
  const folder = join(cacheFolder(), "tests", "shellcheck", key.slice(0, 16));
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
      execFileSync(join(folder, "bin", "python"), ["-m", "pip", "install", ...rules], { stdio: "pipe" });
      writeFileSync(`${complete}.partial`, "");
      renameSync(`${complete}.partial`, complete);
    },
    () => {},
  );
  return join(folder, "bin", "shellcheck");
}
