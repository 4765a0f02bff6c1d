import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { sep } from "node:path";

/** Takes away what was mounted below a folder, which programs that were ended halfway leave: else it can't be removed. */
export function endMounts(folder: string): void {
  // The newest first, since one may lie on another.
  for (const mount of mountsBelow(folder).toReversed()) spawnSync("umount", ["--lazy", mount]);
}

/** In the order in which they were mounted. */
export function mountsBelow(folder: string): readonly string[] {
  if (process.platform !== "linux" || !existsSync(folder)) return [];
  const below = `${realpathSync(folder)}${sep}`;
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => unescaped(line.split(" ")[1] ?? ""))
    .filter((mount) => mount.startsWith(below));
}

/** Blanks and the like stand there as octal numbers. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
}
