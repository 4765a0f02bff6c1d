import assert from "node:assert/strict";
import { coloursFor } from "../../../cli/show/colours.ts";

const pipe = {};
const terminal = { isTTY: true };

describe("colours", () => {
  const kept = process.env;
  beforeEach(() => {
    process.env = { TERM: "xterm" };
  });
  after(() => {
    process.env = kept;
  });
  const isColoured = (stream: { readonly isTTY?: boolean }) => coloursFor(stream).bold("x") !== "x";

  it("are for terminals, and never for a pipe, in CI neither", () => {
    assert.equal(isColoured(terminal), true);
    assert.equal(isColoured(pipe), false);
    process.env["CI"] = "true";
    assert.equal(isColoured(pipe), false);
  });

  it("are left out where NO_COLOR says so, and forced by FORCE_COLOR", () => {
    process.env["NO_COLOR"] = "1";
    assert.equal(isColoured(terminal), false);
    process.env["FORCE_COLOR"] = "1";
    assert.equal(isColoured(pipe), true);
  });
});
