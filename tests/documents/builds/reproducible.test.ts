import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { cibuildwheelSettings } from "../../../documents/python/cibuildwheel.ts";
import type { Plan } from "../../../plan/plan.ts";
import { native, prod } from "../fixture-plan.ts";
import { type BuildEnvironment, buildEnvironment, fetchSdist, findPython } from "./build-environment.ts";
import { type Built, type Surroundings, builtIn, checkOut, runScript, runSteps } from "./delivered-build.ts";

/** One package for each way of building, from the index by hash. */
const packages = {
  setuptools:
    "pyvenice==0.3.1 --hash=sha256:96c89a4384ac74c508a86ef40706b39ba7f86bd2ce23dae4aa602980b0c20d4b",
  hatchling: "httpx==0.28.1 --hash=sha256:75e98c5f16b0f35b567856f597f06ff2270a374470a5c2392242528e3e3e42fc",
  native: "markupsafe==3.0.4 --hash=sha256:2e9ad7dd851bf45fab9f75cbff4cb493fee9979e8d8c7c9c3ee119022518edd6",
};
const sdistSteps = ["epoch", "build", "normalise"];
const pythons = ["3.12", "3.13"].map(findPython);

describe("real builds of the same sources", function () {
  this.timeout(600_000);
  let folder: string;
  let environments: readonly BuildEnvironment[];

  before(async function () {
    folder = mkdtempSync(join(tmpdir(), "slipway-builds-"));
    if (pythons.includes(null)) this.skip();
    environments = await Promise.all(pythons.map((python) => buildEnvironment(python ?? "")));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Two builds that have nothing in common but the sources; `samePython` where a wheel is for one alone. */
  function pair(name: string, samePython = false): readonly [Surroundings, Surroundings] {
    const [older, newer] = environments as readonly [BuildEnvironment, BuildEnvironment];
    return [
      { folder: join(folder, name, "a"), umask: "022", written: 1_600_000_000, environment: older },
      {
        folder: join(folder, name, "b", "a folder of another length"),
        umask: "077",
        written: 1_650_000_001,
        environment: samePython ? older : newer,
      },
    ];
  }

  async function sources(locked: string): Promise<string> {
    return await fetchSdist(environments[0]!, locked);
  }

  /** The sdist and the wheel of a pure package by the delivered steps. */
  function deliveredBuild(sdist: string, plan: Plan, surroundings: Surroundings): Built {
    const repository = checkOut(sdist, plan, surroundings);
    return runSteps(repository, plan, { ...surroundings, steps: [...sdistSteps, "wheel"] });
  }

  for (const backend of ["setuptools", "hatchling"] as const) {
    it(`are the same sdist and wheel, byte for byte: ${backend}`, async () => {
      const sdist = await sources(packages[backend]);
      const [one, other] = pair(backend).map((surroundings) => deliveredBuild(sdist, prod, surroundings));
      assert.equal(Object.keys(one ?? {}).length, 2);
      assert.deepEqual(one, other);
    });
  }

  it("differ where `python -m build` is run as it is", async () => {
    const sdist = await sources(packages.setuptools);
    const [one, other] = pair("plain").map((surroundings) => {
      const repository = checkOut(sdist, prod, surroundings);
      runScript({ ...surroundings, script: "python -m build", cwd: repository });
      return builtIn(join(repository, "dist"));
    });
    const names = Object.keys(one ?? {});
    assert.deepEqual(names, ["pyvenice-0.3.1-py3-none-any.whl", "pyvenice-0.3.1.tar.gz"]);
    for (const name of names) assert.notEqual(one?.[name], other?.[name], name);
  });

  it("are the same for a native package: the sdist on every Python, the wheel in every folder", async () => {
    const sdist = await sources(packages.native);
    const [one, other] = pair("native").map((surroundings) => {
      return runSteps(checkOut(sdist, native, surroundings), native, { ...surroundings, steps: sdistSteps });
    });
    assert.equal(Object.keys(one ?? {}).length, 1);
    assert.deepEqual(one, other);
    const wheels = (withSettings: boolean) =>
      pair(`wheels-${withSettings}`, true).map((surroundings) => wheelOf(sdist, surroundings, withSettings));
    const [same, alike] = wheels(true);
    assert.deepEqual(same, alike);
    const [debug, elsewhere] = wheels(false);
    assert.notDeepEqual(
      debug,
      elsewhere,
      "debug data no longer tells the folder: the settings prove nothing",
    );
  });
});

/**
 * What cibuildwheel does with the sdist on Linux, but for its images and the repair of the wheel. The umask is the
 * images' own; there is no setting for it.
 */
function wheelOf(sdist: string, surroundings: Surroundings, withSettings: boolean): Built {
  const source = join(surroundings.folder, "source");
  const dist = join(surroundings.folder, "dist");
  mkdirSync(source, { recursive: true });
  const script = [
    `tar -xzf "$SDIST" -C "${source}" --strip-components=1`,
    `python -m build --no-isolation --wheel --outdir "${dist}" .`,
  ].join("\n");
  const flags = withSettings ? linuxEnvironment() : {};
  const variables = { SDIST: sdist, SOURCE_DATE_EPOCH: "1700000000", ...flags };
  runScript({ ...surroundings, umask: "022", script, cwd: source, variables });
  return builtIn(dist);
}

function linuxEnvironment(): Readonly<Record<string, string>> {
  const plan = {
    ...native,
    package: { ...native.package, native: { ...native.package.native, environment: {} } },
  };
  const settings = parse(cibuildwheelSettings(plan)) as {
    readonly tool: {
      readonly cibuildwheel: { readonly linux: { readonly environment: Record<string, string> } };
    };
  };
  return settings.tool.cibuildwheel.linux.environment;
}
