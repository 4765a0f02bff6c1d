import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Verdicts } from "../../../../documents/workflows/check/verdicts.ts";

describe("verdicts on workflows", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-verdicts-"));
  const file = join(folder, "below", "verdicts.json");
  after(() => rmSync(folder, { recursive: true }));

  it("are remembered by the text, and only for the checks that gave them", () => {
    new Verdicts(file, "checks, first version").remember(["on: push\n"]);
    assert.ok(new Verdicts(file, "checks, first version").isSound("on: push\n"));
    assert.ok(!new Verdicts(file, "checks, first version").isSound("on: psuh\n"));
    assert.ok(!new Verdicts(file, "checks, second version").isSound("on: push\n"));
  });

  it("forget the oldest instead of growing", () => {
    for (let count = 0; count < 100; count++) new Verdicts(file, "checks").remember([`text ${count}`]);
    assert.equal((JSON.parse(readFileSync(file, "utf8")) as string[]).length, 64);
    assert.ok(new Verdicts(file, "checks").isSound("text 99"));
    assert.ok(!new Verdicts(file, "checks").isSound("text 0"));
  });
});
