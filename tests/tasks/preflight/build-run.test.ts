import assert from "node:assert/strict";
import type { Run } from "../../../tasks/github/runs.ts";
import { checkBuild } from "../../../tasks/preflight/build-run.ts";
import { told } from "./told.ts";

const commit = "a".repeat(40);
const wanted = { workflow: "build.yml", commit, defaultBranch: "main" };
const run = (more: Partial<Run>): Run => ({
  ...{ id: 7, event: "push", branch: "main", commit, attempt: 1, url: "https://example.org/runs/7" },
  ...{ status: "completed", conclusion: "success", ...more },
});
const going = run({ status: "in_progress", conclusion: null });

/** Answers one listing after the other, the last one again and again; nobody waits in earnest. */
async function check(listings: readonly (readonly Run[])[], minutes = 20) {
  const said: string[] = [];
  let slept = 0;
  const left = [...listings];
  const finding = await checkBuild(wanted, {
    runs: () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? []),
    say: (line) => said.push(line),
    sleep: (milliseconds) => {
      slept += milliseconds;
      return Promise.resolve();
    },
    patience: minutes * 60_000,
  });
  return { faults: told(finding), said, minutes: slept / 60_000 };
}

describe("the build of the tagged commit", () => {
  it("passed where one run of the branch's push did, whatever another one did", async () => {
    for (const runs of [[run({})], [run({ id: 8, conclusion: "failure" }), run({})], [going, run({})]]) {
      const { faults, minutes } = await check([runs]);
      assert.deepEqual({ faults, minutes }, { faults: [], minutes: 0 });
    }
  });

  it("is waited for while it goes on, telling so", async () => {
    const { faults, said } = await check([
      [],
      [run({ status: "queued", conclusion: null })],
      [going],
      [run({})],
    ]);
    assert.deepEqual(faults, []);
    assert.deepEqual(said, [
      "build.yml has not begun; asking again in 20 s",
      "build.yml is queued; asking again in 20 s",
      "build.yml is in progress; asking again in 20 s",
    ]);
  });

  it("is not waited for without end", async () => {
    const { faults, minutes } = await check([[going]]);
    assert.equal(minutes, 20);
    assert.match(
      faults[0] ?? "",
      /^build\.yml: is still in progress after 20 min: https.*; run this job again/,
    );
    assert.equal((await check([[going]], 0)).minutes, 0);
  });

  it("failed where none passed, with what to do", async () => {
    const failed = await check([[run({ conclusion: "failure" })]]);
    assert.match(
      failed.faults[0] ?? "",
      /^build\.yml: ended as failure .*runs\/7; .*gh run rerun 7 --failed/,
    );
    assert.equal(failed.minutes, 0);
    const cancelled = await check([[run({ conclusion: "cancelled" })]]);
    assert.match(cancelled.faults[0] ?? "", /ended as cancelled/);
  });

  it("is missed after a short while; a pull request's, another branch's or another commit's is none", async () => {
    const others = [
      run({ event: "pull_request" }),
      run({ branch: "feature" }),
      run({ commit: "b".repeat(40) }),
    ];
    for (const runs of [[], others]) {
      const { faults, minutes } = await check([runs]);
      assert.match(
        faults[0] ?? "",
        /^build\.yml: has no run for a push to main that ended at a{12}; tag a commit/,
      );
      assert.equal(minutes, 2);
    }
  });
});
