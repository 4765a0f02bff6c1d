import { comparePythons } from "../config/pythons.ts";
import type { Settings } from "../config/schema/settings.ts";
import { platforms } from "../config/platforms.ts";
import { runnerFor } from "./platforms.ts";
import type { Target } from "./plan.ts";

/** One target per platform of the package, in the fixed order of the platforms. */
export function targetsOf(settings: Settings["package"]): Target[] {
  const pythons = pythonsOf(settings);
  return platforms
    .filter((platform) => settings.platforms.includes(platform))
    .map((platform) => ({ platform, runner: runnerFor(platform), pythons }));
}

/** The package's versions of CPython, oldest first. */
export function pythonsOf(settings: Settings["package"]): string[] {
  return [...settings.pythons].sort(comparePythons);
}
