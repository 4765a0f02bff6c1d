import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { publishingReasons } from "../../../documents/workflows/standing/publishing.ts";
import { packageFolder } from "../../../rehearsal/packages/packages.ts";

const folder = packageFolder("TheLustriVA/PyVenice") ?? "";
const workflows = join(folder, ".github", "workflows");

function read(...path: string[]): string {
  return readFileSync(join(folder, ...path), "utf8");
}

describe("the existing package that a rehearsal starts from", () => {
  it("builds with an unpinned setuptools, and says two versions of itself", () => {
    const { project, "build-system": build } = parseToml(read("pyproject.toml")) as Record<
      string,
      Record<string, unknown>
    >;
    assert.deepEqual(
      [project?.["version"], project?.["requires-python"], build?.["requires"]],
      ["0.3.1", ">=3.12", ["setuptools", "wheel"]],
    );
    assert.equal((project?.["dependencies"] as unknown[]).length, 4);
    assert.match(read("pyvenice", "__init__.py"), /^__version__ = "0\.1\.0"$/m);
    assert.match(read("pytest.ini"), /^\[tool:pytest\]$/m);
  });

  it("has six workflows, of which two publish to the index and one pushes an image", () => {
    const names = readdirSync(workflows).toSorted();
    assert.equal(names.length, 6);
    const publishing = names.filter(
      (name) => publishingReasons(read(".github", "workflows", name)).length > 0,
    );
    assert.deepEqual(publishing, ["docker.yml", "publish.yml", "pypi-release.yml"]);
    assert.ok(!names.includes("build.yml") && !names.includes("release.yml"), "Slipway's own names are free");
  });

  it("pins no action by its commit", () => {
    for (const name of readdirSync(workflows)) {
      const text = read(".github", "workflows", name);
      assert.equal(typeof parseYaml(text), "object");
      assert.match(text, /uses: [\w/-]+@v\d/);
      assert.doesNotMatch(text, /@[0-9a-f]{40}/);
    }
  });
});
