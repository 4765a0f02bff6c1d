import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notMade } from "../../../rehearsal/release/image-locks.ts";

describe("the image's lock before a rehearsed release", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-locks-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is missed at once where upkeep.yml warned that it could not make it, with what it said", () => {
    const log = join(folder, "log.txt");
    writeFileSync(
      log,
      "== Resolve\n::warning::tests.txt stays\n::warning::image.txt could not be made: no index\n",
    );
    const { place, fault, mend } = notMade([null, log]);
    assert.equal(place, ".github/slipway/locks/image.txt");
    assert.equal(fault, "upkeep.yml could not make it: no index");
    assert.equal(mend, `mend that, or leave the image out: --without-image; see ${log}`);
  });
});
