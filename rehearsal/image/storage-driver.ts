import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

/** How buildah keeps layers. */
export type StorageDriver = "overlay" | "vfs";

/**
 * What works in a folder: copies of whole images take most of the time where this machine can't lay one file system over
 * another.
 */
export function storageDriver(folder: string): StorageDriver {
  const tried = mkdtempSync(join(folder, "overlay-"));
  const [lower, upper, work, at] = ["lower", "upper", "work", "at"].map((name) => join(tried, name));
  for (const one of [lower, upper, work, at]) mkdirSync(one ?? "");
  try {
    const options = `lowerdir=${lower ?? ""},upperdir=${upper ?? ""},workdir=${work ?? ""}`;
    const mounted = spawnSync("mount", ["-t", "overlay", "overlay", "-o", options, at ?? ""]);
    if (mounted.status !== 0) return "vfs";
    spawnSync("umount", [at ?? ""]);
    return "overlay";
  } finally {
    rmSync(tried, { recursive: true, force: true });
  }
}
