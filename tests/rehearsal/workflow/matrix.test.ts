import assert from "node:assert/strict";
import { legsOf } from "../../../rehearsal/workflow/matrix.ts";

const never = () => assert.fail("nothing is an expression");

describe("the legs of a matrix", () => {
  it("are the product of its axes, in GitHub's order", () => {
    const legs = legsOf({ matrix: { os: ["a", "b"], python: ["3.12", "3.13"] } }, never);
    assert.deepEqual(legs, [
      { os: "a", python: "3.12" },
      { os: "a", python: "3.13" },
      { os: "b", python: "3.12" },
      { os: "b", python: "3.13" },
    ]);
  });

  it("are without what is excluded, and with what include adds to them or beside them", () => {
    const matrix = {
      os: ["a", "b"],
      python: ["3.12", "3.13"],
      exclude: [{ os: "a", python: "3.12" }],
      include: [
        { os: "b", extra: 1 },
        { python: "3.13", more: true },
        { os: "c", python: "3.14" },
      ],
    };
    assert.deepEqual(legsOf({ matrix }, never), [
      { os: "a", python: "3.13", more: true },
      { os: "b", python: "3.12", extra: 1 },
      { os: "b", python: "3.13", extra: 1, more: true },
      { os: "c", python: "3.14" },
    ]);
  });

  it("are what include alone lists", () => {
    const include = [{ platform: "x" }, { platform: "y" }];
    assert.deepEqual(legsOf({ matrix: { include } }, never), include);
  });

  it("come from an expression, whole or by axis", () => {
    const evaluate = (expression: string) => ({ all: { v: [1, 2] }, axis: [3] })[expression] ?? null;
    assert.deepEqual(legsOf({ matrix: "${{ all }}" }, evaluate), [{ v: 1 }, { v: 2 }]);
    assert.deepEqual(legsOf({ matrix: { v: "${{ axis }}" } }, evaluate), [{ v: 3 }]);
  });

  it("are none where there is no matrix", () => {
    assert.equal(legsOf({}, never), null);
  });
});
