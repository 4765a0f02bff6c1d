import assert from "node:assert/strict";
import { prod } from "../../documents/fixture-plan.ts";
import { findPythons } from "../../../rehearsal/python/find.ts";
import type { Declared } from "./stack.ts";

/** Minor version of a CPython of this machine. */
export const pythonHere = findPythons()[0]?.minor ?? "3.13";

const sources: Declared["sources"] = {
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

const plan: Declared["plan"] = {
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
  targets: prod.targets
    .filter(({ platform }) => ["linux-x86_64", "windows-amd64"].includes(platform))
    .map((target) => ({ ...target, pythons: [pythonHere] })),
  environments: [{ ...(prod.environments[0] ?? assert.fail()), reviewers: ["octocat"] }],
};

/** A pure package that is released to PyPI, tested on this machine and on Windows. */
export const pure: Declared = { plan, sources };
