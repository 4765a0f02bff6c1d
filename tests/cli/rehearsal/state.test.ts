import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anew } from "../../../cli/rehearsal/anew.ts";
import { isFull } from "../../../cli/rehearsal/disk.ts";
import { assertReadable, removeBrokenAttributes } from "../../../cli/rehearsal/state.ts";

describe("a rehearsal's state", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-state-"));
    file = join(folder, "prod.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("may be missing, or be one", () => {
    assertReadable(file, "");
    writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack: "prod" } }));
    assertReadable(file, "");
  });

  for (const [name, text] of [
    ["cut off", '{"version":3,"checkpoint":{'],
    ["empty", ""],
    ["binary", "\0\u0001"],
    ["another file", "{}"],
  ] as const) {
    it(`that is ${name} is named with a mend that leads somewhere`, () => {
      writeFileSync(file, text);
      assert.throws(
        () => assertReadable(file, anew(".slipway")),
        /prod\.json: is .*`rm -rf \.slipway\/state /,
      );
    });
  }

  it("is begun anew without the tools beside it, wherever it is", () => {
    assert.doesNotMatch(anew(".slipway"), /\.slipway(\/bin|[ `])/);
    assert.match(anew("/a b"), /rm -rf '\/a b\/state' /);
  });

  it("could not be loaded after a kill that cut off the file about it", () => {
    for (const name of [`${file}.attrs`, `${file}.bak.attrs`]) writeFileSync(name, "");
    removeBrokenAttributes(file);
    assert.ok(!existsSync(`${file}.attrs`) && !existsSync(`${file}.bak.attrs`));
    writeFileSync(`${file}.attrs`, "{}");
    removeBrokenAttributes(file);
    assert.ok(existsSync(`${file}.attrs`));
  });

  it("has room on a disk that is not full", () => assert.ok(!isFull(folder, file)));
});
