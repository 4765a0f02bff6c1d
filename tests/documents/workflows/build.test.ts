import assert from "node:assert/strict";
import { wheelNames } from "../../../documents/workflows/jobs/wheels-job.ts";
import { customIndex, monorepo, native, prod } from "../fixture-plan.ts";
import { jobOf, readWorkflow, stepOf } from "../read-workflow.ts";

describe("build workflow", () => {
  it("cancels an outdated run of a pull request only", () => {
    const { concurrency } = readWorkflow(prod, "build.yml");
    assert.equal(concurrency["cancel-in-progress"], "${{ github.event_name == 'pull_request' }}");
    assert.equal(
      concurrency["group"],
      "${{ github.workflow }}-${{ github.event.pull_request.number || github.sha }}",
    );
  });

  it("watches all of a repository of one package, and one folder of a monorepo", () => {
    assert.ok(!("paths" in (readWorkflow(prod, "build.yml").on["push"] ?? {})));
    const { push, pull_request: pullRequest } = readWorkflow(monorepo, "build.yml").on;
    const paths = ["python/pkg/**", ".github/slipway/**", ".github/workflows/build.yml"];
    assert.deepEqual(push?.paths, paths);
    assert.deepEqual(pullRequest?.paths, paths);
  });

  it("watches a folder however it is written, since GitHub matches no path that begins with ./", () => {
    for (const folder of ["./python/pkg", "python//pkg/", "./python/./pkg/"]) {
      const plan = { ...monorepo, package: { ...monorepo.package, folder } };
      assert.deepEqual(readWorkflow(plan, "build.yml"), readWorkflow(monorepo, "build.yml"));
    }
    const root = { ...prod, package: { ...prod.package, folder: "./" } };
    assert.deepEqual(readWorkflow(root, "build.yml"), readWorkflow(prod, "build.yml"));
  });

  it("takes a folder and a branch literally where they hold what a filter reads as a wildcard", () => {
    const plan = {
      ...monorepo,
      package: { ...monorepo.package, folder: "c++/[a]?*!\\" },
      repository: { ...monorepo.repository, defaultBranch: "!a+b!" },
    };
    const { push, pull_request: pullRequest } = readWorkflow(plan, "build.yml").on;
    assert.equal(push?.paths?.[0], String.raw`c\+\+/\[a]\?\*!\\/**`);
    assert.deepEqual(push.branches, [String.raw`\!a\+b!`]);
    assert.deepEqual(pullRequest, push);
    assert.equal(
      stepOf(jobOf(readWorkflow(plan, "build.yml"), "build"), "build")["working-directory"],
      "c++/[a]?*!\\",
    );
  });

  it("tests the wheel on each target and Python of the plan, on the target's own runner", () => {
    const include = jobOf(readWorkflow(prod, "build.yml"), "test").strategy?.matrix.include ?? [];
    const wanted = prod.targets.flatMap(({ platform, runner, pythons }) =>
      pythons.map((python) => ({ platform, runner, python })),
    );
    assert.equal(wanted.length, 24);
    assert.deepEqual(include, wanted);
  });

  it("keeps 3.10 a text: as a number it would be 3.1", () => {
    const plan = { ...prod, targets: prod.targets.map((target) => ({ ...target, pythons: ["3.10"] })) };
    const include = jobOf(readWorkflow(plan, "build.yml"), "test").strategy?.matrix.include ?? [];
    assert.equal(include[0]?.["python"], "3.10");
  });

  it("checks no sources out where only the import is tested, and so needs no right", () => {
    const test = jobOf(readWorkflow(customIndex, "build.yml"), "test");
    assert.deepEqual(
      test.steps.map(({ id }) => id),
      ["python", "download", "download-locks", "dependencies", "install", "import"],
    );
    assert.deepEqual(test.permissions, {});
  });

  it("tests away from the sources, so that the installed wheel is imported", () => {
    const test = jobOf(readWorkflow(prod, "build.yml"), "test");
    assert.deepEqual(stepOf(test, "collect").env, { FOLDER: ".", SOURCES: "tests" });
    for (const id of ["import", "test"]) {
      assert.match(
        String(Object.entries(stepOf(test, id)).find(([key]) => key === "working-directory")?.[1]),
        /^\$\{\{ runner\.temp \}\}/,
      );
    }
  });

  it("installs what the tests need from the lock, then the built wheel alone, by its hash and from no index", () => {
    const workflow = readWorkflow(prod, "build.yml");
    const test = jobOf(workflow, "test");
    assert.match(
      stepOf(test, "dependencies").run ?? "",
      /--require-hashes --no-deps [^]*-r locks\/tests\.txt/,
    );
    const install = stepOf(test, "install");
    assert.match(
      install.run ?? "",
      /--require-hashes --no-deps --only-binary :all: --no-index --find-links dist/,
    );
    assert.equal(install.env?.["REQUIREMENT"], "${{ needs.build.outputs.requirement }}");
    assert.equal(stepOf(jobOf(workflow, "build"), "lock").env?.["EXTRAS"], "test");
  });

  it("builds a second time on another architecture, and compares", () => {
    const rebuild = jobOf(readWorkflow(prod, "build.yml"), "rebuild");
    assert.equal(rebuild["runs-on"], "ubuntu-24.04-arm");
    assert.match(
      stepOf(rebuild, "compare").run ?? "",
      /compare-builds\.mjs "\$RUNNER_TEMP\/built" "\$RUNNER_TEMP\/dist"/,
    );
  });

  it("builds a native package's wheels from the sdist, one native runner for each architecture", () => {
    const wheels = jobOf(readWorkflow(native, "build.yml"), "wheels");
    const step = stepOf(wheels, "wheels");
    assert.equal(step.with?.["package-dir"], "dist/${{ needs.build.outputs.sdist }}");
    assert.equal(step.with["config-file"], "${{ github.workspace }}/.github/slipway/cibuildwheel.toml");
    assert.deepEqual(
      wheels.strategy?.matrix.include,
      native.targets.map(({ platform, runner }) => ({ platform, runner, wheels: wheelNames[platform] })),
    );
    assert.ok(!JSON.stringify(readWorkflow(native, "build.yml")).includes("qemu"));
  });

  it("fetches all history where the version comes from tags", () => {
    const depth = (plan: typeof prod) =>
      stepOf(jobOf(readWorkflow(plan, "build.yml"), "build"), "checkout").with?.["fetch-depth"];
    assert.equal(depth(monorepo), 0);
    assert.equal(depth(prod), undefined);
  });

  it("ends in one job to require, which fails if any other did not succeed", () => {
    const green = jobOf(readWorkflow(native, "build.yml"), "all-green");
    assert.deepEqual(green.needs, ["build", "wheels", "check", "coverage"]);
    assert.equal(Object.entries(green).find(([key]) => key === "if")?.[1], "${{ always() }}");
  });
});
