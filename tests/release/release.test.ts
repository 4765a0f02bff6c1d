import assert from "node:assert/strict";
import type { Plan } from "../../plan/plan.ts";
import { prod } from "../documents/fixture-plan.ts";
import type { Results } from "./runner/run.ts";
import { type Sources, type World, makeWorld, pythonHere } from "./world.ts";

const sources: Sources = {
  "pyproject.toml": [
    "[build-system]",
    'requires = ["setuptools"]',
    'build-backend = "setuptools.build_meta"',
    "[project]",
    'name = "example-pure"',
    'version = "1.2.0"',
    'description = "An example"',
    'readme = "README.md"',
    `requires-python = ">=${pythonHere}"`,
    "",
  ].join("\n"),
  "README.md": "# Example\n",
  "CHANGELOG.md": "# Changelog\n\n## [1.2.0] - 2026-11-22\n\n- The first one.\n",
  "example_pure/__init__.py": '__version__ = "1.2.0"\n',
  "tests/test_example.py":
    "import unittest, example_pure\nclass Test(unittest.TestCase):\n    def test(self):\n        self.assertEqual(example_pure.__version__, '1.2.0')\n",
};

function planOf(simpleUrl: string, uploadUrl: string): Plan {
  return {
    ...prod,
    package: {
      ...prod.package,
      name: "example-pure",
      distribution: "example_pure",
      importName: "example_pure",
      pythons: [pythonHere],
      versionModules: ["example_pure/__init__.py"],
      changelog: "CHANGELOG.md",
      tests: { command: "python -m unittest discover tests", requires: [], extras: [], sources: ["tests"] },
    },
    repository: { ...prod.repository, owner: "octo-org", name: "example-pure" },
    publisher: { ...prod.publisher, project: "example-pure", owner: "octo-org", repository: "example-pure" },
    targets: prod.targets.slice(0, 1).map((target) => ({ ...target, pythons: [pythonHere] })),
    environments: [{ ...(prod.environments[0] ?? assert.fail()), reviewers: ["octocat"] }],
    index: {
      name: "custom",
      title: "the index",
      simpleUrl,
      uploadUrl,
      token: null,
      environment: "pypi",
    },
  };
}

function ends(results: Results): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(results).map(([id, { result }]) => [id, result]));
}

function assertEnds(results: Results, expected: Readonly<Record<string, string>>): void {
  const logs = Object.values(results).map(({ result, log = "" }) => (result === "failure" ? log : ""));
  assert.deepEqual(ends(results), expected, logs.join("\n"));
}

const tested = {
  rebuild: "success",
  test: "success",
  coverage: "success",
  sbom: "success",
  attest: "success",
};
const skipped = {
  rebuild: "skipped",
  test: "skipped",
  coverage: "skipped",
  sbom: "skipped",
  attest: "skipped",
};
const begun = { gate: "success", resume: "success", build: "success" };

describe("the delivered release, run job by job on local services", function () {
  this.timeout(300_000);
  let world: World;
  before(async () => {
    world = await makeWorld(planOf, sources, { tag: "v1.2.0" });
  });
  after(() => world.close());

  it("stops where publishing fails, with every file on the sealed draft and none on the index", async () => {
    world.failing.add("publish.publish");
    const results = await world.release();
    assertEnds(results, {
      ...begun,
      ...tested,
      draft: "success",
      ledger: "success",
      publish: "failure",
      verify: "skipped",
      "check-publisher": "skipped",
      "github-release": "skipped",
    });
    assert.deepEqual(await world.published(), {});
    const [draft] = await world.releases();
    assert.equal(draft?.draft, true);
    assert.deepEqual(draft.assets.map(({ name }) => name).sort(), [
      "SHA256SUMS",
      "example_pure-1.2.0-py3-none-any.whl",
      "example_pure-1.2.0.tar.gz",
      "provenance.jsonl",
      "release-ledger.json",
      "sbom.cdx.json",
    ]);
  });

  it("started anew it takes the draft's files, builds and tests nothing again, and publishes them", async () => {
    world.failing.clear();
    const [draft] = await world.releases();
    const results = await world.release({ inputs: { mode: "release", "second-build": "as-declared" } });
    assertEnds(results, {
      ...begun,
      ...skipped,
      draft: "success",
      ledger: "success",
      publish: "success",
      verify: "success",
      "check-publisher": "skipped",
      "github-release": "success",
    });
    const drafted = (draft?.assets ?? [])
      .filter(({ name }) => /\.(whl|gz)$/.test(name))
      .map(({ name, digest }) => [name, digest.replace("sha256:", "")]);
    assert.deepEqual(await world.published(), Object.fromEntries(drafted));
    const [release, ...others] = await world.releases();
    assert.equal(release?.draft, false);
    assert.deepEqual(others, []);
  });

  it("started once more it changes nothing, and ends well", async () => {
    const before = [await world.published(), await world.releases()];
    const results = await world.release({ inputs: { mode: "release", "second-build": "as-declared" } });
    assertEnds(results, {
      ...begun,
      ...skipped,
      draft: "success",
      ledger: "success",
      publish: "skipped",
      verify: "success",
      "check-publisher": "skipped",
      "github-release": "success",
    });
    assert.deepEqual([await world.published(), await world.releases()], before);
  });

  it("checks its publisher without a release", async () => {
    const results = await world.release({
      inputs: { mode: "check-publisher", "second-build": "as-declared" },
    });
    const others = Object.keys(results).filter((id) => !["gate", "check-publisher"].includes(id));
    assertEnds(results, {
      ...Object.fromEntries(others.map((id) => [id, "skipped"])),
      gate: "success",
      "check-publisher": "success",
    });
  });
});
