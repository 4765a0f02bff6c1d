import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan.ts";
import { sha256Of } from "../../tasks/files/release-files.ts";
import { prod } from "../documents/fixture-plan.ts";
import { type Sources, type World, makeWorld, pythonHere } from "./world.ts";

const folder = "python/pkg";
const sources: Sources = {
  [`${folder}/pyproject.toml`]: [
    "[build-system]",
    'requires = ["hatchling"]',
    'build-backend = "hatchling.build"',
    "[project]",
    'name = "Zope.Example"',
    'dynamic = ["version"]',
    'description = "An example"',
    'readme = "README.md"',
    `requires-python = ">=${pythonHere}"`,
    'dependencies = ["iniconfig"]',
    "[tool.hatch.version]",
    'path = "src/zope_example/__init__.py"',
    "",
  ].join("\n"),
  [`${folder}/README.md`]: "# Example\n",
  [`${folder}/CHANGELOG.md`]: "# Changelog\n\n## [1.2.0rc1] - 2026-11-22\n\n- The first one.\n",
  [`${folder}/src/zope_example/__init__.py`]: 'import iniconfig\n\n__version__ = "1.2.0rc1"\n',
  [`${folder}/tests/test_example.py`]:
    "import unittest, zope_example\nclass Test(unittest.TestCase):\n    def test(self):\n        zope_example.__version__\n",
  "README.md": "# Many packages\n",
};

function planOf(simpleUrl: string, uploadUrl: string): Plan {
  const index = { name: "custom", title: "the index", simpleUrl, uploadUrl, token: null } as const;
  return {
    ...prod,
    package: {
      ...prod.package,
      name: "Zope.Example",
      distribution: "zope_example",
      importName: "zope_example",
      folder,
      pythons: [pythonHere],
      versionModules: ["src/zope_example/__init__.py"],
      changelog: "CHANGELOG.md",
      tests: { command: "python -m unittest discover tests", requires: [], extras: [], sources: ["tests"] },
    },
    repository: { ...prod.repository, owner: "octo-org", name: "example-pure" },
    publisher: { ...prod.publisher, project: "Zope.Example", owner: "octo-org", repository: "example-pure" },
    release: { ...prod.release, tagPrefix: "pkg-v", tagPattern: "pkg-v*" },
    targets: prod.targets.slice(0, 1).map((target) => ({ ...target, pythons: [pythonHere] })),
    environments: [{ ...(prod.environments[0] ?? assert.fail()), reviewers: ["octocat"], tags: ["pkg-v*"] }],
    index: { ...index, environment: "pypi" },
  };
}

describe("the delivered release of a package in a folder, whose tests and tools want something else published", function () {
  this.timeout(300_000);
  const wheel = "zope_example-1.2.0rc1-py3-none-any.whl";
  const evil = Buffer.from("not what was built");
  let world: World;
  let built: Buffer;
  let dist: string;
  before(async () => {
    world = await makeWorld(planOf, sources, { tag: "pkg-v1.2.0rc1" });
  });
  after(() => world.close());

  it("attests nothing that another job put in the built wheel's place, and puts it on no draft", async () => {
    world.meddling.set("sbom.upload", (artifacts) => {
      dist = join(artifacts, readdirSync(artifacts).find((name) => name.startsWith("dist-")) ?? "");
      built = readFileSync(join(dist, wheel));
      writeFileSync(join(dist, wheel), evil);
    });
    const { attest, draft } = await world.release();
    assert.equal(attest?.result, "success", attest?.log);
    assert.equal(draft?.result, "failure");
    assert.ok(draft.log?.includes(`${wheel}: is not the file that was`), draft.log);
    assert.deepEqual(await world.releases(), []);
    assert.deepEqual(
      world.attested.map(({ name }) => name).sort(),
      ["sbom.cdx.json", wheel, "zope_example-1.2.0rc1.tar.gz"].sort(),
    );
    assert.ok(world.attested.every(({ sha256 }) => sha256 !== sha256Of(evil)));
  });

  it("goes on to its end with what was built, as a pre-release", async () => {
    writeFileSync(join(dist, wheel), built);
    const results = await world.release({ again: true });
    const logs = Object.values(results).map(({ result, log = "" }) => (result === "failure" ? log : ""));
    assert.equal(results["github-release"]?.result, "success", logs.join("\n"));
    assert.equal((await world.published())[wheel], sha256Of(built));
    const [release] = await world.releases();
    assert.deepEqual(
      [release?.tag_name, release?.draft, release?.prerelease],
      ["pkg-v1.2.0rc1", false, true],
    );
  });
});
