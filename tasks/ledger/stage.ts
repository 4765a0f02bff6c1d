import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDistribution } from "../files/release-files.ts";

/** Copies files into a folder of their own, which then holds no other sdist or wheel. */
export function stageFiles(from: string, into: string, names: readonly string[]): void {
  mkdirSync(into, { recursive: true });
  for (const old of readdirSync(into).filter(isDistribution)) rmSync(join(into, old));
  for (const name of names) copyFileSync(join(from, name), join(into, name));
}
