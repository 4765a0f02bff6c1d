import assert from "node:assert/strict";
import { prod } from "../../documents/fixture-plan.ts";
import { pythonHere } from "./pure.ts";
import type { Declared } from "./stack.ts";

// uv takes a folder of this name for an environment.
const folder = "python/pkg";

/** A package in a folder of its repository, whose tags have a prefix and whose version is a pre-release. */
export const monorepo: Declared = {
  plan: {
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
  },
  sources: {
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
  },
};
