import assert from "node:assert/strict";
import { fitLine, median } from "../../bench/statistics.ts";

describe("statistics", () => {
  it("takes the middle, or the mean of the two in the middle", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
  });

  it("finds the line that points lie on", () => {
    const line = fitLine([20, 50, 100, 200].map((x) => [x, 3 * x + 7] as const));
    assert.ok(Math.abs(line.slope - 3) < 1e-9);
    assert.ok(Math.abs(line.intercept - 7) < 1e-9);
    assert.ok(line.fit > 0.999999);
  });

  it("tells growth that is not linear", () => {
    assert.ok(fitLine([20, 50, 100, 200].map((x) => [x, x ** 3] as const)).fit < 0.95);
  });
});
