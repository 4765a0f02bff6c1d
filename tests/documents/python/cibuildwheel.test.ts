import assert from "node:assert/strict";
import { parse } from "smol-toml";
import { cibuildwheelSettings } from "../../../documents/python/cibuildwheel.ts";
import type { NativePlan, Plan } from "../../../plan/plan.ts";
import { native } from "../fixture-plan.ts";

/** As plain objects, which the TOML parser does not make. */
function settingsOf(plan: Plan): Readonly<Record<string, unknown>> {
  const settings = parse(cibuildwheelSettings(plan)) as { tool: { cibuildwheel: Record<string, unknown> } };
  return structuredClone(settings.tool.cibuildwheel);
}

/** What is set for one operating system alone. */
interface SystemSettings {
  readonly "before-test": readonly string[];
  readonly "before-all"?: string;
  readonly "before-build"?: readonly string[];
  readonly "environment-pass"?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const systemOf = (plan: Plan, system: string): SystemSettings => settingsOf(plan)[system] as SystemSettings;

const withNative = (changes: Partial<NativePlan>): Plan => ({
  ...native,
  package: { ...native.package, native: { ...native.package.native, ...changes } },
});

describe("cibuildwheel's settings", () => {
  it("build the package's Pythons, free-threaded ones too, for the runner's own architecture", () => {
    const settings = settingsOf(native);
    assert.deepEqual(settings["build"], ["cp312-*", "cp313-*", "cp314-*", "cp314t-*"]);
    assert.deepEqual(settings["archs"], ["auto64"]);
  });

  it("skip what a platform lacks, and musllinux where it is not wanted", () => {
    assert.deepEqual(settingsOf(native)["skip"], ["cp312-win_arm64"]);
    assert.deepEqual(settingsOf(withNative({ musllinux: false }))["skip"], [
      "*-musllinux_*",
      "cp312-win_arm64",
    ]);
    const lacking = {
      ...native,
      targets: [{ platform: "linux-aarch64", runner: "ubuntu-24.04-arm", pythons: ["3.13"] }],
    } as const;
    assert.deepEqual(settingsOf(lacking)["skip"], [
      "cp312-*linux_aarch64",
      "cp314-*linux_aarch64",
      "cp314t-*linux_aarch64",
    ]);
  });

  it("import the package before its own tests, and alone where it has none", () => {
    assert.deepEqual(settingsOf(native)["test-command"], [
      "python -m pip check",
      'python -c "import markupsafe"',
      "pytest {project}/tests",
    ]);
    const tests = { command: null, requires: [], extras: [], sources: [] };
    const settings = settingsOf({ ...native, package: { ...native.package, tests } });
    assert.deepEqual(settings["test-command"], ["python -m pip check", 'python -c "import markupsafe"']);
    for (const key of ["test-requires", "test-extras", "test-sources"]) assert.ok(!(key in settings), key);
  });

  it("test with what the lock holds, and then the wheel alone, so that no index decides", () => {
    const settings = settingsOf(native);
    assert.deepEqual(settings["test-environment"], { PIP_NO_DEPS: "1" });
    for (const key of ["test-requires", "test-extras"]) assert.ok(!(key in settings), key);
    const before = systemOf(native, "linux")["before-test"];
    assert.match(
      String(before),
      /--require-hashes --no-deps .*-r "\/host\$GITHUB_WORKSPACE\/locks\/tests\.txt"$/,
    );
  });

  it("repeat the environment for each system, whose own replaces the general one", () => {
    const { environment } = systemOf(withNative({ environment: { A: "1" } }), "macos");
    assert.deepEqual(environment, {
      A: "1",
      CFLAGS: "-g0",
      CXXFLAGS: "-g0",
      MACOSX_DEPLOYMENT_TARGET: "11.0",
      ZERO_AR_DATE: "1",
    });
  });

  it("leave debug data out, which names the folder of the build, unless the operator wants it", () => {
    const flags = (own: string) => {
      const { environment } = systemOf(withNative({ environment: { CFLAGS: own } }), "linux");
      return environment?.["CFLAGS"];
    };
    assert.equal(flags("-O3"), "-g0 -O3");
    assert.equal(flags("-O3 -g"), "-O3 -g");
    assert.equal(flags("-fno-guess"), "-g0 -fno-guess");
    assert.deepEqual(systemOf(withNative({ environment: {} }), "linux").environment, {
      CFLAGS: "-g0",
      CXXFLAGS: "-g0",
    });
  });

  it("leave the times of a build out on macOS and Windows, unless the operator wants them", () => {
    const own = { _LINK_: "/Brepro- /DEBUG", ZERO_AR_DATE: "" };
    assert.deepEqual(systemOf(withNative({ environment: {} }), "windows").environment, {
      _CL_: "/Brepro",
      _LINK_: "/Brepro",
    });
    assert.deepEqual(systemOf(withNative({ environment: own }), "windows").environment, {
      ZERO_AR_DATE: "",
      _CL_: "/Brepro",
      _LINK_: "/Brepro /Brepro- /DEBUG",
    });
    assert.equal(systemOf(withNative({ environment: own }), "macos").environment?.["ZERO_AR_DATE"], "");
  });

  it("install the locked backend before each build, and fetch nothing else", () => {
    assert.deepEqual(settingsOf(native)["build-frontend"], { name: "build", args: ["--no-isolation"] });
    const lock = ".github/slipway/requirements/backend.txt";
    const places = {
      linux: "/host$GITHUB_WORKSPACE",
      macos: "$GITHUB_WORKSPACE",
      windows: "%GITHUB_WORKSPACE%",
    };
    for (const [system, place] of Object.entries(places)) {
      const [install = ""] = systemOf(native, system)["before-build"] ?? [];
      assert.match(install, /^python -m pip install --require-hashes --no-deps --only-binary :all: /);
      assert.ok(install.endsWith(` -r "${place}/${lock}"`), install);
    }
    assert.deepEqual(systemOf(native, "linux")["environment-pass"], ["GITHUB_WORKSPACE"]);
  });

  it("prepare the Linux images alone", () => {
    const beforeAll = "yum install -y libffi-devel || apk add libffi-dev";
    assert.equal(systemOf(native, "linux")["before-all"], beforeAll);
    for (const system of ["macos", "windows"])
      assert.ok(!("before-all" in Object(settingsOf(native)[system])));
  });

  it("keep what is meant for one system from the others, though it repeats the general environment", () => {
    const own = {
      beforeAll: null,
      beforeBuild: "rustup show",
      environment: { PATH: "$HOME/.cargo/bin:$PATH" },
    };
    const { systems } = native.package.native;
    const settings = settingsOf(withNative({ systems: { ...systems, linux: own } }));
    const linux = systemOf(withNative({ systems: { ...systems, linux: own } }), "linux");
    assert.deepEqual(linux["before-build"]?.slice(1), ["rustup show"]);
    assert.equal(linux.environment?.["PATH"], "$HOME/.cargo/bin:$PATH");
    assert.deepEqual(settings["environment"], { CFLAGS: "-g0" });
    for (const system of ["macos", "windows"]) {
      const { "before-build": before, environment } = systemOf(native, system);
      assert.equal(before?.length, 1);
      assert.ok(!("PATH" in (environment ?? {})));
    }
  });

  it("leave out builds and tests that the operator names", () => {
    const settings = settingsOf(withNative({ skip: ["*-win_arm64"], testSkip: ["*-musllinux_*"] }));
    assert.deepEqual(settings["skip"], ["cp312-win_arm64", "*-win_arm64"]);
    assert.deepEqual(settings["test-skip"], ["*-musllinux_*"]);
  });
});
