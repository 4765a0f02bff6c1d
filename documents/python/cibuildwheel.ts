import { createRequire } from "node:module";
import type * as Toml from "smol-toml";
import type { NativePlan, OperatingSystem, Plan, Target } from "../../plan/plan.ts";
import type { Platform } from "../../plan/platforms.ts";
import { backendRequirementsPath } from "../delivery-paths.ts";
import { installLocked } from "./requirements.ts";

/** How cibuildwheel's build identifiers end on each platform; `*linux` stands for manylinux and musllinux. */
const identifierEnds: Readonly<Record<Platform, string>> = {
  "linux-x86_64": "*linux_x86_64",
  "linux-aarch64": "*linux_aarch64",
  "macos-arm64": "macosx_arm64",
  "macos-x86_64": "macosx_x86_64",
  "windows-amd64": "win_amd64",
  "windows-arm64": "win_arm64",
};

/** Where the build finds the repository: a container on Linux has the runner's files under `/host`. */
const workspaces: Readonly<Record<OperatingSystem, string>> = {
  linux: "/host$GITHUB_WORKSPACE",
  macos: "$GITHUB_WORKSPACE",
  windows: "%GITHUB_WORKSPACE%",
};

type Settings = Record<
  string,
  string | readonly string[] | Readonly<Record<string, string | readonly string[]>>
>;

/** cibuildwheel's settings for a native package; given by file, they replace those in its pyproject.toml. */
export function cibuildwheelSettings(plan: Plan): string {
  const { pythons, tests, native } = plan.package;
  const settings: Settings = {
    build: pythons.map((python) => `${identifierStart(python)}-*`),
    skip: [
      ...(native.musllinux ? [] : ["*-musllinux_*"]),
      ...plan.targets.flatMap((target) => lacking(target, pythons)),
      ...native.skip,
    ],
    archs: ["auto64"],
    "build-frontend": { name: "build", args: ["--no-isolation"] },
    ...(Object.keys(native.environment).length > 0 && { environment: native.environment }),
    "test-command": [
      "python -m pip check",
      `python -c "import ${plan.package.importName}"`,
      ...(tests.command === null ? [] : [tests.command]),
    ],
    ...(native.testSkip.length > 0 && { "test-skip": native.testSkip }),
    // What the tests need is installed from the lock before; the wheel then comes alone, and no index is asked.
    "test-environment": { PIP_NO_DEPS: "1" },
    ...(tests.sources.length > 0 && { "test-sources": tests.sources }),
  };
  const systems = (["linux", "macos", "windows"] as const).map(
    (system) => [system, systemSettings(native, system)] as const,
  );
  const { stringify } = loadToml();
  return stringify({ tool: { cibuildwheel: { ...settings, ...Object.fromEntries(systems) } } });
}

/** Loaded when it is needed: a pure package's preview need not wait for it. */
function loadToml(): typeof Toml {
  return createRequire(import.meta.url)("smol-toml") as typeof Toml;
}

/** A system's environment replaces the general one, so that it repeats it. */
function systemSettings(native: NativePlan, system: OperatingSystem): Settings {
  const { beforeAll, beforeBuild, environment: own } = native.systems[system];
  const target =
    system === "macos" && native.macosDeploymentTarget !== null
      ? { MACOSX_DEPLOYMENT_TARGET: native.macosDeploymentTarget }
      : {};
  return {
    ...(beforeAll !== null && { "before-all": beforeAll }),
    "before-build": [
      `${installLocked} -r "${workspaces[system]}/${backendRequirementsPath}"`,
      ...(beforeBuild === null ? [] : [beforeBuild]),
    ],
    "before-test": [`${installLocked} -r "${workspaces[system]}/locks/tests.txt"`],
    ...(system === "linux" && { "environment-pass": ["GITHUB_WORKSPACE"] }),
    environment: reproducible[system]({ ...native.environment, ...own, ...target }),
  };
}

type Environment = Readonly<Record<string, string>>;

/** What keeps the folder and the time of a build out of what it makes. What the operator says comes later, and counts. */
const reproducible: Readonly<Record<OperatingSystem, (environment: Environment) => Environment>> = {
  linux: withoutDebugData,
  // Apple's ar and ld write the times of object files otherwise.
  macos: (environment) => withoutDebugData({ ZERO_AR_DATE: "1", ...environment }),
  // MSVC's compiler and linker put these behind what a build backend asks for; the time is then a hash of the contents.
  windows: (environment) => ({ ...environment, ...withFirst("/Brepro", ["_CL_", "_LINK_"], environment) }),
};

/** Debug data names the folder of the build. */
function withoutDebugData(environment: Environment): Environment {
  const wanting = ["CFLAGS", "CXXFLAGS"].filter((name) => !/(^|\s)-g/.test(environment[name] ?? ""));
  return { ...environment, ...withFirst("-g0", wanting, environment) };
}

function withFirst(flag: string, names: readonly string[], environment: Environment): Environment {
  return Object.fromEntries(names.map((name) => [name, `${flag} ${environment[name] ?? ""}`.trim()]));
}

/** The builds that CPython does not support on the target, though the package has them elsewhere. */
function lacking(target: Target, pythons: readonly string[]): readonly string[] {
  return pythons
    .filter((python) => !target.pythons.includes(python))
    .map((python) => `${identifierStart(python)}-${identifierEnds[target.platform]}`);
}

/** `3.14t` is `cp314t` in a wheel's tag. */
function identifierStart(python: string): string {
  return `cp${python.replace(".", "")}`;
}
