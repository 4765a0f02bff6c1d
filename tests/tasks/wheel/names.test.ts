import assert from "node:assert/strict";
import { isPure, parseSdistName, parseWheelName, tagsOf } from "../../../tasks/wheel/filename.ts";
import { platformsOf } from "../../../tasks/wheel/platform-tags.ts";
import { allowsPython } from "../../../tasks/wheel/requires-python.ts";

describe("the name of a file to publish", () => {
  it("is taken apart, with a build number and several tags", () => {
    const name = parseWheelName("a_b-1.0.post1-1x-py2.py3-none-any.whl");
    assert.ok(name !== null);
    assert.deepEqual([name.distribution, name.version, name.build], ["a_b", "1.0.post1", "1x"]);
    assert.deepEqual(tagsOf(name), ["py2-none-any", "py3-none-any"]);
    assert.ok(isPure(name));
    assert.deepEqual(parseSdistName("a_b-1.0+local.tar.gz"), { distribution: "a_b", version: "1.0+local" });
  });

  it("is none where parts are missing", () => {
    for (const name of [
      "a.whl",
      "a-1.0.whl",
      "a-1.0-any.whl",
      "a-1.0-py3-none-any.zip",
      "-1.0-py3-none-any.whl",
    ])
      assert.equal(parseWheelName(name), null, name);
    for (const name of ["a.tar.gz", "a-1.0.zip", "a-b-1.0.tar.gz"])
      assert.equal(parseSdistName(name), null, name);
  });

  it("tells the declared platforms that a wheel is for", () => {
    const tags = {
      manylinux2014_x86_64: ["linux-x86_64"],
      manylinux_2_28_aarch64: ["linux-aarch64"],
      musllinux_1_2_x86_64: ["linux-x86_64"],
      macosx_11_0_arm64: ["macos-arm64"],
      macosx_10_13_universal2: ["macos-arm64", "macos-x86_64"],
      win_amd64: ["windows-amd64"],
      win_arm64: ["windows-arm64"],
      win32: [],
      manylinux_2_28_i686: [],
      linux_x86_64: [],
    };
    for (const [tag, platforms] of Object.entries(tags)) assert.deepEqual(platformsOf(tag), platforms, tag);
  });
});

describe("Requires-Python", () => {
  const cases: readonly (readonly [string, string, boolean | null])[] = [
    ["", "3.12", true],
    [">=3.12", "3.12", true],
    [">=3.12", "3.11", false],
    [">=3.12.4", "3.12", true],
    [">=3.9,<3.13", "3.12", true],
    [">=3.9,<3.13", "3.13", false],
    [">=3.9, <4", "3.14t", true],
    ["!=3.13.*", "3.13", false],
    ["!=3.13.0", "3.13", true],
    ["==3.*", "3.15", true],
    ["==3.1.*", "3.12", false],
    ["~=3.11", "3.15", true],
    ["~=3.11", "3.10", false],
    ["~=3.11.2", "3.11", true],
    ["~=3.11.2", "3.12", false],
    ["<=3.12", "3.12", false],
    [">3.11", "3.11", true],
    ["three", "3.12", null],
    [">=3.x", "3.12", null],
  ];
  for (const [requires, python, allowed] of cases) {
    it(`${requires || "(none)"} ${allowed === null ? "can't be read" : allowed ? "allows" : "refuses"} ${python}`, () => {
      assert.equal(allowsPython(requires, python), allowed);
    });
  }
});
