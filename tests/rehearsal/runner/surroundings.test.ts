import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { surroundings } from "../../../rehearsal/runner/surroundings.ts";

describe("what a job has of the user's machine", () => {
  it("is no Rust whose settings it would write, and none that installs more of itself", () => {
    const home = mkdtempSync(join(tmpdir(), "surroundings-"));
    const rustup = join(home, ".rustup");
    const places = { home: join(home, "job"), temp: join(home, "temp"), path: [] };
    const rust = () => {
      const { RUSTUP_HOME, RUSTUP_AUTO_INSTALL } = surroundings(places, { HOME: home });
      return [RUSTUP_HOME, RUSTUP_AUTO_INSTALL];
    };
    try {
      mkdirSync(rustup);
      assert.deepEqual(rust(), [undefined, undefined]);
      writeFileSync(join(rustup, "settings.toml"), 'version = "12"\n');
      assert.deepEqual(rust(), [rustup, "0"]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
