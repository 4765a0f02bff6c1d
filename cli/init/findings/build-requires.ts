import { posix } from "node:path";
import type { Fault } from "../../../config/fault.ts";
import { lockedBackends } from "../../../documents/python/requirements.ts";
import { buildRequirements } from "../project/backend.ts";
import type { Project } from "../project/project.ts";

/** What the package is built with and Slipway does not lock: hashes are the index's to tell, which is not asked here. */
export function unlockedBackends(project: Project, folder: string): readonly Fault[] {
  const unlocked = buildRequirements(project).filter((name) => name !== "" && !lockedBackends.includes(name));
  if (unlocked.length === 0) return [];
  return [
    {
      place: posix.join(folder, "pyproject.toml"),
      fault: `is built with ${[...new Set(unlocked)].join(", ")}, for which Slipway has no locked versions`,
      mend: "lock them by hash in slipway:package.buildRequires; docs/builds.md says how",
    },
  ];
}
