import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileByUv } from "../../../tasks/python/uv.ts";

describe("a resolution by uv", () => {
  let folder: string;
  let python: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-uv-"));
    python = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], {
      encoding: "utf8",
    }).trim();
    mkdirSync(join(folder, "python", "uv"), { recursive: true });
    const uv = "import os, sys\nprint(os.environ['UV_PYTHON_DOWNLOADS'], *sys.argv[1:])\n";
    writeFileSync(join(folder, "python", "uv", "__main__.py"), uv);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ["python", "python3"]) {
    it(`started each Python of the machine to find the version it is for, and now takes the ${name} at hand`, async () => {
      const { bin, out } = await compile(name);
      assert.ok(out.startsWith("never --no-config pip compile --python "), out);
      assert.ok(out.endsWith(" --no-progress --no-header --python-version 3.9 in.txt"), out);
      assert.ok(out.includes(` --python ${join(bin, name)} `), out);
    });
  }

  it("took the repository's folder called python for the environment, and names the program by its path", async () => {
    const { out } = await compile("python");
    assert.doesNotMatch(out, / --python python /);
  });

  async function compile(name: string): Promise<{ readonly bin: string; readonly out: string }> {
    const bin = mkdtempSync(join(folder, "bin-"));
    symlinkSync(python, join(bin, name));
    const variables = { PATH: bin, PYTHONPATH: join(folder, "python") };
    const where = { variables, folder };
    const { out, err } = await compileByUv(["--python-version", "3.9", "in.txt"], where);
    assert.equal(err, "");
    return { bin, out: out.trim() };
  }
});
