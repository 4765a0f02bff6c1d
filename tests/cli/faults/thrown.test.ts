import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { faultsOfThrown } from "../../../cli/faults/thrown.ts";

describe("a stack trace shown to the operator", () => {
  const thrownBy = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return faultsOfThrown(error);
    }
    throw new Error("nothing was thrown");
  };

  it("is a fault at the path that a system error names", () => {
    const folder = tmpdir();
    const [fault] = thrownBy(() => readFileSync(`${folder}/none/at/all`, "utf8"));
    assert.equal(fault?.place, `${folder}/none/at/all`);
    assert.match(fault.fault, /does not exist/);
  });

  it("is a fault at the port that is taken", () => {
    const [fault] = faultsOfThrown(
      Object.assign(new Error("x"), { code: "EADDRINUSE", syscall: "listen", port: 80 }),
    );
    assert.equal(fault?.place, "port 80");
  });

  it("is one line that owns up to a fault of Slipway for everything else", () => {
    const [fault, ...others] = faultsOfThrown(new TypeError("x is not iterable"));
    assert.deepEqual(others, []);
    assert.equal(fault?.fault, "x is not iterable");
    assert.match(fault.mend, /this is a fault of Slipway/);
    assert.doesNotMatch(fault.mend, /\n/);
  });

  it("is there for whoever asks for it", () => {
    process.env["SLIPWAY_DEBUG"] = "1";
    try {
      assert.match(faultsOfThrown(new Error("x"))[0]?.mend ?? "", /thrown\.test\.ts/);
    } finally {
      delete process.env["SLIPWAY_DEBUG"];
    }
  });
});
