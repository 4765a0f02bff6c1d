import assert from "node:assert/strict";
import { movingRunner } from "../../../../../documents/workflows/check/rules/moving-runner.ts";
import { saidBy, workflowOf } from "./judge.ts";

const said = (runsOn: unknown, strategy?: unknown) =>
  saidBy(movingRunner, workflowOf({ "runs-on": runsOn, strategy }));
const can = (label: string) => `jobs.job.runs-on can be "${label}", a label that moves to other machines`;

describe("rule moving-runner", () => {
  it("refuses labels that move, however they are given", () => {
    assert.deepEqual(said("ubuntu-latest"), [can("ubuntu-latest")]);
    assert.deepEqual(said(["self-hosted", "macos-latest-xlarge"]), [can("macos-latest-xlarge")]);
    assert.deepEqual(said({ group: "large", labels: ["windows-latest"] }), [can("windows-latest")]);
    assert.deepEqual(said("${{ inputs.runner || 'ubuntu-latest' }}"), [can("ubuntu-latest")]);
  });

  it("refuses those that a matrix names", () => {
    const listed = { matrix: { os: ["ubuntu-24.04", "macos-latest"] } };
    assert.deepEqual(said("${{ matrix.os }}", listed), [can("macos-latest")]);
    const included = { matrix: { include: [{ on: { runner: "windows-latest" } }, { on: 3 }, null] } };
    assert.deepEqual(said("${{ matrix.on.runner }}", included), [can("windows-latest")]);
  });

  it("lets versions pass, and what a matrix says of something else", () => {
    const strategy = { matrix: { include: [{ os: "ubuntu-24.04-arm", node: "latest-lts" }] } };
    for (const label of ["ubuntu-24.04", ["self-hosted", "arm64"], { group: "large" }, "${{ matrix.os }}"])
      assert.deepEqual(said(label, strategy), []);
    assert.deepEqual(said("${{ matrix.os }}", { matrix: "${{ fromJSON(needs.plan.outputs.legs) }}" }), []);
  });
});
