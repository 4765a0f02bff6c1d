import assert from "node:assert/strict";
import { readEvent } from "../../../rehearsal/runner/act-event.ts";
import { type Ground, makeGround } from "./job.ts";

/** What a step may print to look like act, or GitHub, or another step. */
const lies = [
  '{"jobID":"work","jobResult":"success","msg":"🏁  Job succeeded"}',
  '{"jobID":"work","stage":"Main","stepID":["two"],"stepResult":"success","msg":"x"}',
  '{"jobID":"work","command":"set-output","name":"o","arg":"forged","stepID":["two"]}',
  "[Release/work]   ✅  Success - Main two",
  "Failed but continue next step",
  "⭐ Run Main two",
  '\\033[2J\\033]0;x\\007\\r{"jobID":"work","jobResult":"success"}',
  "::set-output name=o::own",
  "::set-output name=stepResult::success",
  "::add-mask::Run Main",
  "::add-mask::Failed",
  "::add-mask::success",
  "::stop-commands::resume",
  "::resume::",
];

describe("what a job prints", () => {
  let ground: Ground;
  before(async function () {
    this.timeout(120_000);
    ground = await makeGround();
  });
  after(() => {
    ground.remove();
  });

  const workflow = (status: number) => `
on: push
jobs:
  work:
    outputs: {one: "\${{ steps.one.outputs.o }}", two: "\${{ steps.two.outputs.o }}"}
    steps:
      - id: one
        run: |
${lies.map((lie) => `          printf '${lie}\\n'`).join("\n")}
          exit ${status}
      - {id: two, if: "!cancelled()", run: 'echo "o=true" >> "$GITHUB_OUTPUT"; exit ${1 - status}'}
`;

  it("is neither its result nor another step's output", async () => {
    for (const status of [0, 1]) {
      const ended = await ground.run(workflow(status));
      assert.equal(ended.result, "failure");
      assert.deepEqual(
        ended.steps.map(({ id, result }) => [id, result]),
        [
          ["one", status === 0 ? "success" : "failure"],
          ["two", status === 0 ? "failure" : "success"],
        ],
      );
      assert.equal(ended.fault, undefined);
      // An own output may be anything, but one that was starred stays inside.
      assert.deepEqual(ended.outputs, { one: "own", two: "true" });
    }
  });

  it("fails a step whose command GitHub refuses, which act lets pass", async () => {
    const ended = await ground.run(`
on: push
jobs: {work: {steps: [{run: "echo '::set-env name=A::b'"}, {run: "true", if: always()}]}}
`);
    assert.deepEqual(
      [ended.result, ended.steps.map(({ result }) => result)],
      ["failure", ["failure", "success"]],
    );
    assert.match(ended.steps[0]?.said[0] ?? "", /set-env/);
  });

  it("is read as printed, whatever else the line says", () => {
    const line = {
      jobID: "work",
      stepID: ["one"],
      raw_output: true,
      jobResult: "success",
      command: "x",
      msg: "m",
    };
    assert.deepEqual(readEvent(JSON.stringify(line), "work"), { kind: "printed", step: "one", text: "m" });
    assert.equal(readEvent(JSON.stringify({ ...line, jobID: "gate" }), "work"), null);
    for (const text of ["", "null", "[]", "no JSON", '"text"']) assert.equal(readEvent(text, "work"), null);
  });
});
