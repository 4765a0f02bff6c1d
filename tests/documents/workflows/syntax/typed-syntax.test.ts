import assert from "node:assert/strict";
import {
  equal,
  expression,
  github,
  join,
  needsResults,
} from "../../../../documents/workflows/syntax/expressions.ts";
import { Jobs } from "../../../../documents/workflows/syntax/jobs.ts";
import type { Job, JobDraft, Step } from "../../../../documents/workflows/syntax/workflow.ts";

const job: JobDraft<never> = {
  name: "A job",
  "runs-on": "ubuntu-24.04",
  "timeout-minutes": 5,
  steps: [{ id: "say", name: "Say", run: "echo" }],
};

/** What must not compile stands behind `@ts-expect-error`: the type check fails where it does. */
describe("workflow syntax", () => {
  it("writes expressions, a text's quotes doubled", () => {
    assert.equal(expression(equal(github("event_name"), "it's")), "${{ github.event_name == 'it''s' }}");
    assert.equal(expression(join(needsResults(), " ")), "${{ join(needs.*.result, ' ') }}");
  });

  it("does not compile a misspelt property of a context", () => {
    // @ts-expect-error GitHub knows ref_name
    assert.equal(github("refname").text, "github.refname");
  });

  it("does not compile a need of a job that is not declared before", () => {
    const jobs = new Jobs().add("build", job);
    // @ts-expect-error the job is called build
    assert.ok(jobs.add("test", { ...job, needs: ["biuld"] }));
    assert.deepEqual(Object.keys(jobs.add("test", { ...job, needs: ["build"] }).drafts), ["build", "test"]);
  });

  it("leaves out a job that is null", () => {
    assert.deepEqual(Object.keys(new Jobs().add("build", job).add("attest", null).drafts), ["build"]);
  });

  it("does not compile a job without permissions, nor a step with run and uses", () => {
    const complete = { ...job, steps: [] };
    // @ts-expect-error permissions are mandatory once a job is complete
    const withoutPermissions: Job = complete;
    const action = { action: "a/b", commit: "c", version: "v1" };
    // @ts-expect-error run and uses exclude each other
    const both: Step = { id: "a", name: "a", run: "a", uses: action };
    assert.deepEqual([withoutPermissions.steps, both.run], [[], "a"]);
  });
});
