import assert from "node:assert/strict";
import { admitsMinor, isSpecifier } from "../../../../cli/init/findings/specifiers.ts";

const minors = [9, 10, 11, 12, 13, 14];

describe("requires-python", () => {
  const cases: Readonly<Record<string, readonly number[]>> = {
    "": minors,
    ">=3.11": [11, 12, 13, 14],
    ">=3.11.4,<3.14": [11, 12, 13],
    ">= 3.11, != 3.12.*, < 4": [11, 13, 14],
    "!=3.12.1": minors,
    "<3.12.2": [9, 10, 11, 12],
    "<=3.12": [9, 10, 11, 12],
    "~=3.11": [11, 12, 13, 14],
    "~=3.11.0": [11],
    "==3.12.*": [12],
    ">2.7": minors,
    "<3": [],
    ">=4": [],
    "^3.12": [12, 13, 14],
    "~3.12": [12],
    "~3.11 || ~3.13": [11, 13],
    "*": minors,
  };
  for (const [specifiers, admitted] of Object.entries(cases)) {
    it(`${JSON.stringify(specifiers)} admits ${admitted.join(", ") || "none"}`, () => {
      assert.ok(isSpecifier(specifiers));
      assert.deepEqual(
        minors.filter((minor) => admitsMinor(specifiers, minor)),
        admitted,
      );
    });
  }

  it("is known for what it is not", () => {
    for (const text of ["three", ">=x", ">=3.11;"]) assert.ok(!isSpecifier(text), text);
  });
});
