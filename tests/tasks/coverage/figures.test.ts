import assert from "node:assert/strict";
import { type Outcome, cellsOf, shutOut } from "../../../tasks/coverage/cells.ts";
import { platformNames, shareByPlatform } from "../../../tasks/coverage/data.ts";
import { coverageTable, figuresOf, figuresTable, percentText } from "../../../tasks/coverage/figures.ts";

const day = "2026-11-22";
const pythonsOn = (requires: string, on = day) => [
  ...new Set(cellsOf(requires, on).map(({ python }) => python)),
];

const outcomes = (requires: string, covered: (outcome: { python: string; platform: string }) => boolean) =>
  cellsOf(requires, day).map((cell): Outcome => ({
    ...cell,
    missing: covered(cell) ? null : { package: "numpy", why: "none" },
  }));

describe("the cells of the coverage", () => {
  it("are the CPythons in support on that day within requires-python, free-threaded ones apart", () => {
    assert.deepEqual(pythonsOn(">=3.9"), ["3.11", "3.12", "3.13", "3.14", "3.15", "3.14t", "3.15t"]);
    assert.deepEqual(pythonsOn(">=3.12,<3.15"), ["3.12", "3.13", "3.14", "3.14t"]);
    assert.deepEqual(pythonsOn("<3.10"), []);
    assert.deepEqual(pythonsOn("", "2026-09-30"), ["3.10", "3.11", "3.12", "3.13", "3.14", "3.14t"]);
  });

  it("are eight platforms each, and none where CPython itself does not exist", () => {
    assert.equal(cellsOf("", day).length, 7 * platformNames.length);
    const old = cellsOf("", "2026-09-30").filter(({ python }) => python === "3.10");
    assert.equal(old.length, platformNames.length - 1);
    assert.ok(!old.some(({ platform }) => platform === "Windows arm64"));
  });
});

describe("the figures of the coverage", () => {
  it("count each cell alike, by downloads, and free-threaded builds apart", () => {
    const figures = figuresOf(
      outcomes(">=3.14", ({ python, platform }) => python === "3.14" && platform !== "macOS arm64"),
    );
    assert.deepEqual(figures.unweighted, { covered: 7, cells: 16, percent: 43.75 });
    assert.ok(Math.abs(figures.weighted - 98.68) < 0.02, String(figures.weighted));
    assert.deepEqual(figures.threaded, { covered: 0, cells: 16, percent: 0 });
  });

  it("are nothing where nothing is in support", () => {
    assert.deepEqual(figuresOf([]).unweighted, { covered: 0, cells: 0, percent: 0 });
    assert.equal(figuresOf([]).weighted, 0);
  });

  it("tell the share of downloads that requires-python shuts out", () => {
    assert.equal(shutOut(""), 0);
    assert.ok(Math.abs(shutOut(">=3.12") - 49.77) < 0.01, String(shutOut(">=3.12")));
    assert.equal(shutOut(">=4"), 100);
  });

  it("are weighted by shares that add up to all but what is on other platforms", () => {
    const all = Object.values(shareByPlatform).reduce((sum, share) => sum + share, 0);
    assert.ok(Math.abs(all - 100) < 0.01);
  });

  it("are never rounded up to a gate", () => {
    assert.equal(percentText(94.99), "94.9 %");
    assert.equal(percentText(100), "100.0 %");
  });

  it("are tables of Pythons by platforms, and of what they come from", () => {
    const table = coverageTable(outcomes(">=3.15", ({ platform }) => platform !== "Windows arm64"));
    const [row = []] = table.rows;
    assert.equal(row.join(), `3.15${",yes".repeat(7)},no: numpy`);
    assert.ok(table.rows.every((row) => row.length === table.head.length));
    const figures = figuresTable(figuresOf([]), 12.34).rows;
    assert.ok(figures.some(([, value]) => value?.startsWith("Weights: ") === true));
    assert.ok(figures.some(([, value]) => value === "12.3 %"));
  });
});
