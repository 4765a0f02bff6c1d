import { posix } from "node:path";
import type { Fault } from "../../../config/fault.ts";
import { lockedBackends } from "../../../documents/python/requirements.ts";
import { buildRequirementTexts, requirementName } from "../project/backend.ts";
import type { Project } from "../project/project.ts";
import { admitsVersion } from "./version-bounds.ts";

/** What the package is built with and Slipway does not lock so: hashes are the index's to tell, which is not asked here. */
export function unlockedBackends(project: Project, folder: string): readonly Fault[] {
  const place = posix.join(folder, "pyproject.toml");
  const mend = "lock them by hash in slipway:package.buildRequires; docs/builds.md says how";
  const required = buildRequirementTexts(project).map((text) => ({ text, name: requirementName(text) }));
  const unlocked = required.filter(({ name }) => name !== "" && !lockedBackends.has(name));
  const otherwise = required.filter(({ name, text }) => {
    const version = lockedBackends.get(name);
    return version !== undefined && !admitsVersion(text, version);
  });
  return [
    ...(unlocked.length === 0
      ? []
      : [
          {
            place,
            fault: `is built with ${names(unlocked)}, for which Slipway has no locked versions`,
            mend,
          },
        ]),
    ...otherwise.map(({ name, text }) => ({
      place,
      fault: `is built with ${text.trim()}, and Slipway locks ${name} ${lockedBackends.get(name) ?? ""}`,
      mend: "lock your version, with all that the build needs, by hash in slipway:package.buildRequires; docs/builds.md says how",
    })),
  ];
}

function names(required: readonly { readonly name: string }[]): string {
  return [...new Set(required.map(({ name }) => name))].join(", ");
}
