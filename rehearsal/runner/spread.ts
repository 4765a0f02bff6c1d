import { spawnSync } from "node:child_process";

/**
 * Has what is made in these folders lie apart from each other. ext4 looks past, one by one and for minutes, each place
 * that was just freed near by: among what other jobs left, a job makes its files ten times as slowly. Where the file
 * system knows no such thing nothing is done.
 */
export function spread(folders: readonly string[]): void {
  if (process.platform === "linux") spawnSync("chattr", ["+T", ...folders], { stdio: "ignore" });
}
