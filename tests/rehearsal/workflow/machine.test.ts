import assert from "node:assert/strict";
import { elsewhere, machineOf, thisMachine } from "../../../rehearsal/workflow/machine.ts";

describe("which machine a runner's label asks for", () => {
  const labels = {
    "ubuntu-24.04": "Linux x86_64",
    "ubuntu-latest": "Linux x86_64",
    "ubuntu-24.04-arm": "Linux arm64",
    "windows-2025": "Windows x86_64",
    "windows-11-arm": "Windows arm64",
    "macos-15": "macOS arm64",
    "macos-15-intel": "macOS x86_64",
    "macos-15-large": "macOS x86_64",
    "macos-15-xlarge": "macOS arm64",
    "macos-latest": "macOS arm64",
    "macos-13": "macOS x86_64",
  };
  for (const [label, expected] of Object.entries(labels)) {
    it(label, () => {
      const machine = machineOf(label);
      assert.equal(`${machine?.system} ${machine?.architecture}`, expected);
    });
  }

  it("takes none for GitHub's that is not", () => {
    assert.deepEqual(["self-hosted", "ubuntu", "my-windows-box"].map(machineOf), [null, null, null]);
  });

  it("says why a job does not run here", () => {
    const here = thisMachine("linux", "x64");
    assert.equal(elsewhere(["ubuntu-24.04"], here), null);
    assert.equal(elsewhere(["windows-2025"], here), "needs Windows on x86_64");
    assert.equal(elsewhere(["ubuntu-24.04-arm"], here), "needs Linux on arm64");
    assert.match(elsewhere(["self-hosted", "linux"], here) ?? "", /self-hosted and linux/);
    assert.equal(elsewhere(["ubuntu-24.04"], thisMachine("sunos", "x64")), "needs Linux on x86_64");
  });
});
