import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan.ts";

/** The build's own tools, each by version and hash. */
export const buildRequirements = readFileSync(join(import.meta.dirname, "build-requirements.txt"), "utf8");

/** What the tests need beside the wheel; null if that is nothing, or if cibuildwheel's settings hold it. */
export function testRequirements({ package: { kind, tests } }: Plan): string | null {
  if (kind === "native" || tests.command === null || tests.requires.length === 0) return null;
  return tests.requires.map((requirement) => `${requirement}\n`).join("");
}
