import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReal } from "../../../cli/real/ground.ts";

describe("a stack with real accounts", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-ground-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway\nruntime: nodejs\n");
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "config:\n  github:owner: octo\n");
  });
  after(() => rmSync(folder, { recursive: true }));
  const named = async (stack: string) => (await openReal({ stack, cwd: folder })).place.stack;

  it("is one and the same by its long name in a backend of files, which is recovered by its short one", async () => {
    assert.equal(await named("organization/slipway/prod"), "prod");
    assert.equal(await named("organization/prod"), "prod");
    assert.equal(await named("octo/slipway/prod"), "octo/slipway/prod");
    assert.equal(await named("organization/other/prod"), "organization/other/prod");
  });
});
