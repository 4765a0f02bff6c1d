import assert from "node:assert/strict";
import { deliveredBy, headerOf } from "../../documents/header.ts";
import { prod } from "./fixture-plan.ts";

describe("the header of delivered files", () => {
  it("tells project and stack in files of every kind", () => {
    for (const mark of ["#", "//"] as const)
      assert.deepEqual(deliveredBy(headerOf(prod, mark)), { project: "slipway", stack: "prod" });
    assert.equal(deliveredBy("Delivered by the Pulumi project slipway, stack prod.\n"), null);
  });
});
