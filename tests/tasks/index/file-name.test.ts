import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { normalizeName, readFileName } from "../../../tasks/index/file-name.ts";
import { run } from "./run.ts";
import { indexTools } from "./tools.ts";

/** The word of Python's packaging on a list of names: project and version; null where it takes none of it. */
const oracle = `
import json, sys
from packaging.utils import (
    InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
)
def read(name):
    try:
        if name.endswith(".whl"):
            return [str(part) for part in parse_wheel_filename(name)[:2]]
        return [str(part) for part in parse_sdist_filename(name)]
    except (InvalidSdistFilename, InvalidWheelFilename):
        return None
print(json.dumps([read(name) for name in json.loads(sys.argv[1])]))
`;

const project = fc.constantFrom("demo", "Demo", "a_b", "a.b", "a-b", "a__b", "a1", "");
const version = fc.constantFrom("1.0", "1.0.0", "1!2", "1.0rc1", "1.0.post1", "1.0_1", "x", "", "2020.1");
const build = fc.constantFrom("", "", "", "-1", "-1abc", "-x");
const tags = fc.constantFrom("py3-none-any", "cp312-abi3-win_amd64", "py2.py3-none-any", "any", "");
const wheels = fc.tuple(project, version, build, tags).map((parts) => {
  return `${parts[0]}-${parts[1]}${parts[2]}-${parts[3]}.whl`;
});
const sdists = fc.tuple(project, version, fc.constantFrom(".tar.gz", ".zip", ".egg")).map((parts) => {
  return `${parts[0]}-${parts[1]}${parts[2]}`;
});

describe("the name of a file on an index", () => {
  it("tells project and version as Python's packaging reads them", async function () {
    this.timeout(120_000);
    const names = fc.sample(fc.oneof(wheels, sdists), 2000);
    const args = ["-c", oracle, JSON.stringify(names)];
    const { code, output } = await run(join(await indexTools(), "python"), args);
    assert.equal(code, 0, output);
    const told = JSON.parse(output) as readonly (readonly [string, string] | null)[];
    names.forEach((name, index) => {
      const parts = readFileName(name);
      assert.equal(parts?.project, told[index]?.[0], name);
    });
  });

  it("is compared as PEP 503 says", () => {
    for (const name of ["Slip-Way.Demo", "slip_way_demo", "SLIP--WAY_.demo"])
      assert.equal(normalizeName(name), "slip-way-demo");
  });
});
