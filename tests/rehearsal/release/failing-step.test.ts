import assert from "node:assert/strict";
import { FaultsError } from "../../../config/fault.ts";
import { failingStep } from "../../../rehearsal/release/failing-step.ts";
import { readWorkflow } from "../../../rehearsal/workflow/workflow.ts";

const workflow = readWorkflow(
  JSON.stringify({
    name: "Release",
    on: "push",
    jobs: {
      publish: {
        "runs-on": "a",
        steps: [
          { id: "upload", name: "Upload it", run: "true" },
          { name: "Look", run: "true" },
        ],
      },
    },
  }),
);
const told = (job: string, step: string) => {
  try {
    return failingStep(workflow, { job, step });
  } catch (error) {
    assert.ok(error instanceof FaultsError);
    return error.faults.map(({ place, mend }) => `${place}; ${mend}`).join();
  }
};

describe("a job that is made to fail", () => {
  it("is found by its name, and its step by id or name", () => {
    assert.deepEqual(told("publish", ""), { job: "publish", step: "" });
    assert.deepEqual(told("publish", "upload"), { job: "publish", step: "upload" });
    assert.deepEqual(told("publish", "Upload it"), { job: "publish", step: "upload" });
  });

  it("is refused with what there is where it was mistyped", () => {
    assert.equal(told("publsh", ""), "--fail publsh; name one of publish");
    assert.equal(told("publish", "uplaod"), "--fail publish:uplaod; name one of upload, Look");
  });
});
