import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileByUv } from "../../../tasks/python/uv.ts";

describe("a resolution by uv", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-uv-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ["python", "python3"]) {
    it(`started each Python of the machine to find the version it is for, and now takes the ${name} at hand`, async () => {
      const bin = mkdtempSync(join(folder, "bin-"));
      writeFileSync(join(bin, name), '#!/bin/sh\necho "$UV_PYTHON_DOWNLOADS $*"\n');
      chmodSync(join(bin, name), 0o755);
      const { out } = await compileByUv(["--python-version", "3.9", "in.txt"], { variables: { PATH: bin } });
      const args = `-m uv --no-config pip compile --python ${name} --no-progress --no-header --python-version 3.9 in.txt`;
      assert.equal(out.trim(), `never ${args}`);
    });
  }
});
