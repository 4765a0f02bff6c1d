import assert from "node:assert/strict";
import { movingImage } from "../../../../../documents/workflows/check/rules/moving-image.ts";
import { faultsOf, saidBy, workflowOf } from "./judge.ts";

const digest = `@sha256:${"0".repeat(64)}`;
const said = (job: Readonly<Record<string, unknown>>) => saidBy(movingImage, workflowOf(job));

describe("rule moving-image", () => {
  it("refuses containers and services by a tag, or by none", () => {
    assert.deepEqual(said({ container: "python:3.14" }), [
      'jobs.job.container names the image "python:3.14" without its digest',
    ]);
    const services = { database: { image: "postgres" }, cache: { image: `redis${digest}` } };
    assert.deepEqual(said({ container: { image: "ghcr.io/octo/build:v1" }, services }), [
      'jobs.job.container.image names the image "ghcr.io/octo/build:v1" without its digest',
      'jobs.job.services.database.image names the image "postgres" without its digest',
    ]);
  });

  it("refuses those that a matrix names", () => {
    const strategy = { matrix: { image: [`python:3.14${digest}`, "python:3.13"] } };
    assert.deepEqual(said({ container: "${{ matrix.image }}", strategy }), [
      'jobs.job.container names the image "python:3.13" without its digest',
    ]);
  });

  it("lets digests pass, no container, and what nobody can tell", () => {
    for (const container of [
      `python:3.14${digest}`,
      { image: `python${digest}` },
      "",
      null,
      "${{ inputs.image }}",
    ])
      assert.deepEqual(said({ container }), []);
  });

  it("stands beside the check of actions, which refuses `docker://` by a tag", async () => {
    const faults = await faultsOf(workflowOf({ steps: [{ uses: "docker://alpine:3" }] }));
    assert.deepEqual(
      faults.map(({ fault }) => fault),
      ['jobs.job.steps[0].uses runs "docker://alpine:3", which is not pinned'],
    );
    assert.deepEqual(await faultsOf(workflowOf({ steps: [{ uses: `docker://alpine:3${digest}` }] })), []);
  });
});
