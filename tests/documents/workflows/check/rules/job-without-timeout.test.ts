import assert from "node:assert/strict";
import { jobWithoutTimeout } from "../../../../../documents/workflows/check/rules/job-without-timeout.ts";
import { saidBy, workflowOf } from "./judge.ts";

const said = (time: unknown) => saidBy(jobWithoutTimeout, workflowOf({ "timeout-minutes": time }));

describe("rule job-without-timeout", () => {
  it("refuses a job that has none, or one that is no time", () => {
    assert.deepEqual(said(undefined), ["jobs.job sets no time after which it ends"]);
    for (const time of [null, 0, -5, "soon", [], {}])
      assert.deepEqual(said(time), ["jobs.job.timeout-minutes sets no time after which it ends"]);
  });

  it("lets a time, an expression and the call of another workflow pass", () => {
    for (const time of [1, 360, "${{ matrix.time }}"]) assert.deepEqual(said(time), []);
    const call = { jobs: { call: { uses: "./.github/workflows/other.yml" } } };
    assert.deepEqual(saidBy(jobWithoutTimeout, call), []);
  });
});
