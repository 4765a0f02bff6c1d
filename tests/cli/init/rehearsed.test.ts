import assert from "node:assert/strict";
import { slipway, slipwayJson } from "../command-line.ts";
import { clone, shapes, sources } from "./sources.ts";

describe("a stack file that init wrote", function () {
  this.timeout(120_000);

  const packages = {
    pure: shapes["hatchling, in src"],
    native: shapes["settings of cibuildwheel"],
  };
  for (const [kind, files] of Object.entries(packages)) {
    it(`passes the preview of a rehearsal: a ${kind} package`, async () => {
      using made = clone(files);
      using project = sources({ "Pulumi.yaml": "name: slipway\nruntime: nodejs\n" });
      const written = await slipway(["init", made.folder], { cwd: project.folder });
      assert.equal(written.code, 0, written.stderr);
      const preview = ["rehearse", "preview", "--stack", "example"];
      const outcome = await slipwayJson(preview, { cwd: project.folder });
      assert.deepEqual(outcome.faults, []);
      assert.equal(outcome.code, 0);
      const paths = outcome.files.map(({ path }) => path);
      assert.ok(paths.includes(".github/workflows/release.yml"));
      assert.equal(paths.includes(".github/slipway/cibuildwheel.toml"), kind === "native");
    });
  }

  it("is refused by what could not be told, and by nothing else", async () => {
    const { "pyproject.toml": pyproject, ...files } = shapes["hatchling, in src"];
    using made = sources({ ...files, "pyproject.toml": pyproject.replace('name = "example"\n', "") });
    using project = sources({ "Pulumi.yaml": "name: slipway\nruntime: nodejs\n" });
    const written = await slipway(["init", made.folder], { cwd: project.folder });
    assert.match(written.stdout, /slipway:package\.name: was not found/);
    const outcome = await slipwayJson(["rehearse", "preview", "--stack", "prod"], { cwd: project.folder });
    assert.deepEqual(outcome.faults.map(({ place }) => place).sort(), [
      "slipway:environments.pypi.reviewers",
      "slipway:package.name",
      "slipway:package.repository",
    ]);
  });
});
