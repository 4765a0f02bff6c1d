import type { Fault } from "../../../../config/fault.ts";
import { requirementName } from "../../project/backend.ts";
import type { Project } from "../../project/project.ts";
import type { StandingFile } from "../../workflows/standing-files.ts";
import type { Found } from "../../tree/tree.ts";
import { ignoredSettings, testCommand } from "./command.ts";
import { cibuildwheelRequirements, testRequirements } from "./requirements.ts";

const place = "slipway:package.tests";

/** How the built wheels are tested. */
export interface Tests {
  readonly command: Found<string>;
  readonly requires: Found<readonly string[]> | null;
  readonly extras: Found<readonly string[]> | null;
  readonly sources: readonly string[];
}

/** What else of a package its tests depend on. */
interface TestSurroundings {
  readonly importName: string;
  /** Whether they have to be in the sdist. */
  readonly native: boolean;
  readonly workflows: readonly StandingFile[];
}

/** The tests; null, and a fault, where none were found. */
export function testsOf(
  project: Project,
  { importName, native, workflows }: TestSurroundings,
  faults: Fault[],
): Tests | null {
  const ignored = ignoredSettings(project);
  if (ignored !== null) faults.push({ place: "pytest.ini", fault: ignored, mend: "head it [pytest]" });
  const found = testCommand(project, { importName, workflows });
  if (found === null) {
    faults.push({
      place,
      fault: "were not found: only the import of each wheel is checked",
      mend: "write a command, what it requires and the folders it needs",
    });
    return null;
  }
  const { command, sources } = found.value;
  const needed = (native ? cibuildwheelRequirements(project) : null) ?? testRequirements(project);
  const given = needed?.value ?? { extras: [], requires: [], leftOut: [] };
  const requires = withPytest(command, given);
  const from =
    needed === null
      ? "the command needs it"
      : `${needed.from}${given.leftOut.length > 0 ? `; left out: ${given.leftOut.join(", ")}` : ""}`;
  faults.push(...toBeChecked(requires, native ? sources : []));
  return {
    command: { value: command, from: found.from },
    requires: requires.length === 0 ? null : { value: requires, from },
    extras: given.extras.length === 0 ? null : { value: given.extras, from },
    sources,
  };
}

function toBeChecked(requires: readonly string[], inSdist: readonly string[]): readonly Fault[] {
  const unbound = requires.filter((requirement) => !/^[^;]*===?\s*\d/.test(requirement));
  const loose = [...new Set(unbound.map(requirementName))];
  const unpinned = {
    place: `${place}.requires`,
    fault: `has no exact version of ${loose.join(", ")}`,
    mend: "pin them, such as pytest==9.0.1, so that a release is tested by what the last one was",
  };
  const unpacked = {
    place: `${place}.sources`,
    fault: `have to be in the sdist, which wasn't built here: ${inSdist.join(", ")}`,
    mend: "include them, for setuptools in MANIFEST.in; the build says so if they are missing",
  };
  return [...(loose.length > 0 ? [unpinned] : []), ...(inSdist.length > 0 ? [unpacked] : [])];
}

/** A list that names no pytest would leave the command without it; extras may bring it. */
function withPytest(
  command: string,
  given: { readonly extras: readonly string[]; readonly requires: readonly string[] },
) {
  const runsPytest = /^(?:python3? -m )?pytest\b/.test(command);
  const has = given.extras.length > 0 || given.requires.some((one) => requirementName(one) === "pytest");
  return runsPytest && !has ? ["pytest", ...given.requires] : given.requires;
}
