import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan.ts";

/** The build's own tools, each by version and hash. */
export const buildRequirements = readFileSync(join(import.meta.dirname, "build-requirements.txt"), "utf8");

/** What a pure package's tests need beside the wheel; null if that is nothing. */
export function testRequirements({ package: { tests } }: Plan): string | null {
  if (tests.command === null || tests.requires.length === 0) return null;
  return tests.requires.map((requirement) => `${requirement}\n`).join("");
}
