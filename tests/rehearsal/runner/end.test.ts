import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Ground, makeGround } from "./job.ts";

describe("the end of a job on this machine", () => {
  let ground: Ground;
  before(async function () {
    this.timeout(120_000);
    ground = await makeGround();
  });
  after(() => {
    ground.remove();
  });

  /** Starts processes that outlive their step, each of which writes its number into a file. */
  const daemons = (file: string) => `
          setsid -f bash -c 'echo $$ >> ${file}; exec sleep 300'
          setsid -f env -i PATH="$PATH" bash -c 'echo $$ >> ${file}; exec sleep 300'
          (trap "" TERM HUP; bash -c 'echo $$ >> ${file}; exec sleep 300') &
          until [ "$(wc -l < ${file})" = 3 ]; do sleep 0.05; done`;

  const numbers = (file: string) =>
    existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean).map(Number) : [];

  /** What has ended may still wait for its parent to see it. */
  const gone = async (file: string) => {
    assert.equal(numbers(file).length, 3);
    while (numbers(file).some((pid) => existsSync(`/proc/${pid}`))) await pause(20);
  };

  it("leaves no process, not even a daemon without variables", async () => {
    const file = join(ground.folder, "left");
    const ended = await ground.run(`
on: push
jobs:
  work:
    steps:
      - run: |${daemons(file)}
`);
    assert.equal(ended.result, "success", ended.fault);
    await gone(file);
  });

  it("comes with all its processes where it is broken off", async () => {
    const file = join(ground.folder, "aborted");
    const abort = new AbortController();
    const running = ground.run(
      `
on: push
jobs:
  work:
    steps:
      - {id: hangs, run: "${daemons(file).trim().replaceAll(/\n\s*/g, "; ").replaceAll('"', '\\"').replace("&;", "&")}; sleep 300"}
      - {id: later, if: always(), run: "true"}
`,
      {},
      abort.signal,
    );
    while (numbers(file).length < 3) await pause(20);
    abort.abort();
    const ended = await running;
    assert.equal(ended.result, "cancelled");
    assert.deepEqual(
      ended.steps.map(({ result }) => result),
      ["cancelled", "skipped"],
    );
    await gone(file);
  });

  it("comes before it begins where it is broken off by then", async () => {
    const ended = await ground.run(
      `
on: push
jobs: {work: {steps: [{run: "true"}]}}
`,
      {},
      AbortSignal.abort(),
    );
    assert.deepEqual([ended.result, ended.steps[0]?.result], ["cancelled", "skipped"]);
  });

  it("comes after timeout-minutes, and is told as that", async () => {
    const ended = await ground.run(`
on: push
jobs: {work: {timeout-minutes: 0.015, steps: [{run: "sleep 300"}]}}
`);
    assert.equal(ended.result, "failure");
    assert.match(ended.fault ?? "", /^jobs\.work: took longer than its timeout-minutes, 0\.015; /);
    assert.equal(ended.steps[0]?.result, "failure");
  });
});
