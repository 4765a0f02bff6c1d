import assert from "node:assert/strict";
import { condaBound } from "../../../../tasks/conda/metadata/bounds.ts";
import { cellsFor, isNeeded } from "../../../../tasks/conda/metadata/cells.ts";
import { parseMarker } from "../../../../tasks/conda/metadata/marker.ts";
import { describeRange, isNothing, rangeOf } from "../../../../tasks/conda/metadata/range.ts";
import { conditionHolds } from "../../../../tasks/conda/recipe/condition.ts";

const split = (text: string) => (text === "" ? [] : text.split(","));

describe("bounds of versions", () => {
  for (const [given, conda] of [
    ["", ""],
    [">=1.0", ">=1.0"],
    ["<3,>=2", ">=2,<3"],
    ["~=1.4", ">=1.4,<2"],
    ["~=1.4.2", ">=1.4.2,<1.5"],
    ["~=1!2.3", ">=1!2.3,<1!3"],
    ["==1.*", "1.*"],
    ["==1.2", "==1.2"],
    ["===1.2", "==1.2"],
    ["!=1.5.*,>=1", ">=1,!=1.5.*"],
    [">=2.0b1", ">=2.0b1"],
  ] as const) {
    it(`writes ${given || "none"} as ${conda || "none"}`, () =>
      assert.equal(condaBound(split(given)), conda));
  }

  for (const [one, other] of [
    ["~=1.4", ">=1.4,<2.0a0"],
    ["==1.*", ">=1,<2"],
    ["==1.2", "1.2.0"],
    ["==1.2.*", "=1.2"],
    [">=1.0,>=2,<5,<=3", ">=2.0.0,<=3"],
    [">=2,!=1.5", ">=2"],
    [">=2,!=2.1.0", "!=2.1,>=2.0"],
    ["<3", "<3.0.dev0"],
    ["", "*"],
  ] as const) {
    it(`takes ${one || "none"} and ${other} for the same`, () => {
      assert.equal(describeRange(rangeOf(split(one))), describeRange(rangeOf(split(other))));
    });
  }

  for (const [one, other] of [
    [">=1", ">1"],
    ["<2", "<=2"],
    ["==1.2", "==1.2.*"],
    [">=1,!=1.5", ">=1,!=1.5.*"],
    ["<2.0rc1", "<2"],
    [">=1,<2", ">=1"],
  ] as const) {
    it(`tells ${one} from ${other}`, () => {
      assert.notEqual(describeRange(rangeOf(split(one))), describeRange(rangeOf(split(other))));
    });
  }

  it("know when nothing is left", () => {
    assert.ok(isNothing(rangeOf([">=2", "<2"])));
    assert.ok(isNothing(rangeOf(["==1", "==2"])));
    assert.ok(!isNothing(rangeOf(["==1", ">=1"])));
  });
});

describe("markers and conditions", () => {
  const all = cellsFor(() => true);
  const where = (marker: string) => {
    const cells = all.filter((cell) => isNeeded(parseMarker(marker), cell));
    return [...new Set(cells.map(({ system, python }) => `${system} ${python}`))].sort().join(", ");
  };
  const holding = (condition: string) => {
    const cells = all.filter((cell) => conditionHolds(condition, cell) === true);
    return [...new Set(cells.map(({ system, python }) => `${system} ${python}`))].sort().join(", ");
  };

  for (const [marker, condition] of [
    ["sys_platform == 'win32'", "win"],
    ["'linux' in sys_platform", "linux"],
    ['platform_system != "Windows" and python_version < "3.13"', 'unix and match(python, "<3.13")'],
    ["python_full_version >= '3.13.1' or sys_platform == 'darwin'", 'match(python, ">=3.13") or osx'],
    ["('3.12' > python_version) and (os_name == 'nt')", 'not unix and match(python, "<3.12")'],
    ["platform_python_implementation == 'PyPy'", "win and not win"],
    ["python_version in '3.11 3.12'", 'match(python, ">=3.11,<3.13")'],
  ] as const) {
    it(`hold alike: ${marker} and ${condition}`, () => assert.equal(where(marker), holding(condition)));
  }

  it("are not told where they ask for something else", () => {
    assert.equal(conditionHolds("cuda_compiler_version != 'None'", all[0]!), null);
    assert.equal(conditionHolds("win and cuda", all[0]!), false);
    assert.equal(conditionHolds("linux or cuda", all[0]!), true);
    assert.equal(conditionHolds("build_platform != target_platform", all[0]!), false);
  });

  for (const marker of [
    "colour == 'red'",
    "python_version",
    "python_version < 3.9",
    "(os_name == 'nt'",
    "os_name == 'nt' os_name",
    "os_name is 'nt'",
  ]) {
    it(`are refused: ${marker}`, () => assert.throws(() => parseMarker(marker)));
  }
});
