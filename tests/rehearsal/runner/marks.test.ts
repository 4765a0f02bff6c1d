import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marker } from "../../../rehearsal/runner/leftovers.ts";
import { endLeftRunning, keepMark } from "../../../rehearsal/runner/marks.ts";

describe("the marks of jobs", () => {
  it("let the next rehearsal end what one that was killed left running", async () => {
    const runs = mkdtempSync(join(tmpdir(), "slipway-marks-"));
    const job = join(runs, "9000", "1", "build");
    mkdirSync(job, { recursive: true });
    const value = `marks-${process.pid}`;
    const left = spawn("sleep", ["600"], { env: { ...process.env, [marker]: value }, detached: true });
    try {
      const ended = new Promise((done) => left.once("exit", done));
      keepMark(job, { value, folder: job });
      await endLeftRunning(runs);
      await ended;
      assert.equal(existsSync(`${job}.processes`), false);
    } finally {
      left.kill("SIGKILL");
      rmSync(runs, { recursive: true, force: true });
    }
  });
});
