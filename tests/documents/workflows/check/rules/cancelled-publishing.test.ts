import assert from "node:assert/strict";
import { cancelledPublishing } from "../../../../../documents/workflows/check/rules/cancelled-publishing.ts";
import { saidBy, workflowOf } from "./judge.ts";

const group = (cancels: unknown) => ({ concurrency: { group: "release", "cancel-in-progress": cancels } });
const publishing = { permissions: { "id-token": "write" } };

describe("rule cancelled-publishing", () => {
  it("refuses that a later run cancels a workflow with a job that publishes", () => {
    for (const cancels of [true, "true", "${{ github.event_name == 'pull_request' }}", 1])
      assert.deepEqual(saidBy(cancelledPublishing, workflowOf(publishing, group(cancels))), [
        'concurrency.cancel-in-progress can cancel job "job", which has id-token: write',
      ]);
  });

  for (const [how, job] of Object.entries({
    "has contents: write": { permissions: { contents: "write" } },
    "has packages: write": { permissions: { packages: "write" } },
    "has an environment": { environment: { name: "pypi" } },
    "runs twine upload": { steps: [{ run: "twine upload dist/*" }] },
    "runs softprops/action-gh-release, which makes a GitHub release": {
      steps: [{ uses: "softprops/action-gh-release@v2" }],
    },
  }))
    it(`refuses it of a job that ${how}`, () => {
      assert.deepEqual(saidBy(cancelledPublishing, workflowOf({ ...job, ...group(true) })), [
        `jobs.job.concurrency.cancel-in-progress can cancel job "job", which ${how}`,
      ]);
    });

  it("refuses that a leg that fails cancels the others, which publish", () => {
    const strategy = { matrix: { index: ["testpypi", "pypi"] } };
    assert.deepEqual(saidBy(cancelledPublishing, workflowOf({ ...publishing, strategy })), [
      'jobs.job.strategy cancels the other legs of job "job", which has id-token: write, when one fails',
    ]);
    const calm = { ...strategy, "fail-fast": false };
    assert.deepEqual(saidBy(cancelledPublishing, workflowOf({ ...publishing, strategy: calm })), []);
  });

  it("lets runs wait for each other, and what publishes nothing be cancelled", () => {
    for (const cancels of [false, "false", "${{ false }}", undefined])
      assert.deepEqual(saidBy(cancelledPublishing, workflowOf(publishing, group(cancels))), []);
    assert.deepEqual(saidBy(cancelledPublishing, workflowOf(publishing, { concurrency: "release" })), []);
    const reading = { permissions: { contents: "read" }, strategy: { matrix: { os: ["a", "b"] } } };
    assert.deepEqual(saidBy(cancelledPublishing, workflowOf(reading, group(true))), []);
  });
});
