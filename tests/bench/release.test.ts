import assert from "node:assert/strict";
import { phases } from "../../bench/release.ts";
import { jobReport, notHere, releaseReport } from "../cli/rehearsal/release/reports.ts";

describe("where the time of a rehearsed release goes", () => {
  it("tells what is before and after the jobs from what the jobs take", () => {
    const jobs = [
      jobReport("gate", { startedAt: 0, seconds: 2 }),
      jobReport("test", { startedAt: 2, seconds: 8 }),
      jobReport("test (windows)", { outcome: notHere() }),
    ];
    const criticalPath = [
      { key: "gate", seconds: 2 },
      { key: "test", seconds: 8 },
    ];
    assert.deepEqual(
      phases(releaseReport({ jobs, criticalPath, seconds: 13 })).map(({ value }) => value),
      [3, 10, 10],
    );
  });
});
