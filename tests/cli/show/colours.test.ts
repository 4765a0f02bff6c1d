import assert from "node:assert/strict";
import { coloursFor } from "../../../cli/show/colours.ts";

const pipe = {} as NodeJS.WriteStream;
const terminal = { isTTY: true } as NodeJS.WriteStream;

describe("colours", () => {
  const kept = { ...process.env };
  beforeEach(() => {
    for (const name of ["CI", "NO_COLOR", "FORCE_COLOR"]) delete process.env[name];
    process.env["TERM"] = "xterm";
  });
  after(() => {
    process.env = kept;
  });
  const isColoured = (stream: NodeJS.WriteStream) => coloursFor(stream).bold("x") !== "x";

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
