import type { Plan } from "../../../plan/plan.ts";
import {
  backendRequirementsPath,
  buildRequirementsPath,
  locksFolder,
  sbomRequirementsPath,
} from "../../delivery-paths.ts";
import { patchVersion } from "../../python/patch-versions.ts";
import { installLocked } from "../../python/requirements.ts";
import type { Expression } from "../syntax/expressions.ts";
import type { StepDraft } from "../syntax/workflow.ts";

/** Checks out the sources without leaving the token behind; the whole history where the version comes from tags. */
export function checkout(history: "commit" | "all"): StepDraft {
  return {
    id: "checkout",
    name: "Check out the sources",
    uses: "actions/checkout",
    with: { "persist-credentials": false, ...(history === "all" && { "fetch-depth": 0 }) },
  };
}

/** How much history a build of the package needs. */
export function historyOf(plan: Plan): "commit" | "all" {
  return plan.package.version.from === "tags" ? "all" : "commit";
}

export function setUpPython(version: string): StepDraft {
  return {
    id: "python",
    name: "Set up Python",
    uses: "actions/setup-python",
    with: { "python-version": version },
  };
}

/** The Python that builds: one release of the newest of the package's, without the free-threaded ones. */
export function buildPython(plan: Plan): string {
  const { pythons } = plan.package;
  return patchVersion(pythons.findLast((version) => !version.endsWith("t")) ?? pythons[0] ?? "3.x");
}

/** Installs the build's own tools: locked by hash, as wheels, so that none runs code of its own to install. */
export function installBuildTools(): StepDraft {
  return {
    id: "tools",
    name: "Install the locked build tools",
    run: `${installLocked} \\\n  -r ${buildRequirementsPath}\n`,
  };
}

/** Installs of the build's own tools the one that resolves, as it is locked among them. */
export function installResolver(): StepDraft {
  const own = "$RUNNER_TEMP/uv.txt";
  return {
    id: "tools",
    name: "Install the locked resolver",
    run: [
      `sed -n '/^uv==/,/[^\\]$/p' ${buildRequirementsPath} > "${own}"`,
      `${installLocked} \\`,
      `  -r "${own}"`,
      "",
    ].join("\n"),
  };
}

/** Installs what lists a bill of materials. */
export function installSbomTools(): StepDraft {
  return {
    id: "tools",
    name: "Install the locked tools",
    run: `${installLocked} \\\n  -r ${sbomRequirementsPath}\n`,
  };
}

/**
 * Installs what builds the package before it is built, so that the build itself fetches nothing. The repository's own lock,
 * which pull requests refresh, goes before the delivered one.
 */
export function installBackend(): StepDraft {
  return {
    id: "backend",
    name: "Install the locked build backend",
    run: [
      `lock=${locksFolder}/build.txt`,
      `if [[ ! -f "$lock" ]]; then lock=${backendRequirementsPath}; fi`,
      `${installLocked} \\`,
      '  -r "$lock"',
      "",
    ].join("\n"),
  };
}

/** Puts a requirement with its hashes into a file, and installs it from the built files and nowhere else. */
export function installBuilt(requirement: Expression): StepDraft {
  return {
    id: "install",
    name: "Install the built package",
    env: { REQUIREMENT: requirement },
    run: [
      'echo "$REQUIREMENT" > package.txt',
      `${installLocked} --no-index --find-links dist \\`,
      "  -r package.txt",
      "python -m pip check",
      "",
    ].join("\n"),
  };
}

/** The package's folder as a step's working directory; none where it is the repository's root. */
export function inFolder(plan: Plan): { readonly "working-directory"?: string } {
  return plan.package.folder === "." ? {} : { "working-directory": plan.package.folder };
}
