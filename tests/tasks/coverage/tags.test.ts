import assert from "node:assert/strict";
import type { PlatformName } from "../../../tasks/coverage/data.ts";
import { platforms } from "../../../tasks/coverage/platforms.ts";
import { fitsCell } from "../../../tasks/coverage/tags.ts";
import { parseWheelName } from "../../../tasks/wheel/filename.ts";

const fits = (tags: string, python: string, platform: PlatformName) => {
  const wheel = parseWheelName(`pkg-1.0-${tags}.whl`);
  assert.ok(wheel !== null, tags);
  return fitsCell(wheel, python, platforms[platform]);
};

describe("a wheel in a cell of the coverage", () => {
  const cases: readonly (readonly [string, string, PlatformName, boolean])[] = [
    ["py3-none-any", "3.14t", "musllinux aarch64", true],
    ["py2.py3-none-any", "3.11", "Windows arm64", true],
    ["py2-none-any", "3.11", "Windows arm64", false],
    ["py313-none-any", "3.14", "macOS arm64", true],
    ["py315-none-any", "3.14", "macOS arm64", false],
    ["cp314-cp314-win_amd64", "3.14", "Windows x86-64", true],
    ["cp314-cp314-win_amd64", "3.14t", "Windows x86-64", false],
    ["cp314-cp314-win_amd64", "3.13", "Windows x86-64", false],
    ["cp314-cp314t-win_amd64", "3.14t", "Windows x86-64", true],
    ["cp314-cp314t-win_amd64", "3.14", "Windows x86-64", false],
    ["cp39-abi3-win_arm64", "3.15", "Windows arm64", true],
    ["cp39-abi3-win_arm64", "3.15t", "Windows arm64", false],
    ["cp312-abi3-win_arm64", "3.11", "Windows arm64", false],
    ["cp315-abi3.abi3t-win_arm64", "3.15t", "Windows arm64", true],
    ["cp315-abi3.abi3t-win_arm64", "3.15", "Windows arm64", true],
    ["cp312-none-win_amd64", "3.13", "Windows x86-64", false],
    ["cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64", "3.12", "manylinux x86-64", true],
    ["cp312-cp312-manylinux_2_28_aarch64", "3.12", "manylinux aarch64", true],
    ["cp312-cp312-manylinux_2_34_x86_64", "3.12", "manylinux x86-64", false],
    ["cp312-cp312-manylinux_2_17_x86_64", "3.12", "musllinux x86-64", false],
    ["cp312-cp312-musllinux_1_1_x86_64", "3.12", "musllinux x86-64", true],
    ["cp312-cp312-manylinux1_x86_64", "3.12", "manylinux x86-64", true],
    ["cp312-cp312-macosx_11_0_universal2", "3.12", "macOS x86-64", true],
    ["cp312-cp312-macosx_11_0_arm64", "3.12", "macOS x86-64", false],
    ["cp312-cp312-macosx_26_0_arm64", "3.12", "macOS arm64", false],
    ["cp312-cp312-linux_x86_64", "3.12", "manylinux x86-64", false],
  ];
  for (const [tags, python, platform, fitting] of cases) {
    it(`${tags} ${fitting ? "installs" : "does not install"} on ${python}, ${platform}`, () => {
      assert.equal(fits(tags, python, platform), fitting);
    });
  }
});
