import assert from "node:assert/strict";
import type { RunJob } from "../../../tasks/github/runs.ts";
import { criticalPath } from "../../../tasks/release/critical-path.ts";
import { pathTable, shown } from "../../../tasks/release/show-path.ts";

const second = 1000;
/** Times in seconds: ready, begun, ended. */
function job(
  name: string,
  [created, started, completed]: readonly (number | null)[],
  conclusion = "success",
): RunJob {
  const at = (time: number | null | undefined) => (time == null ? null : time * second);
  const times = { createdAt: at(created), startedAt: at(started), completedAt: at(completed) };
  return {
    id: 1,
    name,
    status: completed === null ? "in_progress" : "completed",
    conclusion,
    url: null,
    ...times,
  };
}
const options = { now: 1000 * second, waiting: new Set(["publish"]), attempt: 1 };

describe("the critical path", () => {
  it("goes back from the job that runs by the one that ended last before each was ready", () => {
    const jobs = [
      job("gate", [0, 2, 20]),
      job("build", [20, 30, 100]),
      job("rebuild", [20, 25, 90]),
      job("test", [100, 103, 200]),
      job("finish", [200, 205, null]),
      job("left out", [100, 200, 200], "skipped"),
    ];
    const path = criticalPath(jobs, { ...options, now: 215 * second });
    assert.deepEqual(
      path!.steps.map(({ name, ran, queued }) => [name, ran / second, queued / second]),
      [
        ["gate", 18, 2],
        ["build", 70, 10],
        ["test", 97, 3],
        ["finish", 10, 5],
      ],
    );
    assert.deepEqual([path!.machine, path!.people], [215 * second, 0]);
  });

  it("leaves out the waiting for a reviewer and tells it apart, without following what ran meanwhile", () => {
    const jobs = [
      job("build", [0, 0, 100]),
      job("publish", [100, 700, 760]),
      job("scan", [100, 100, 650]),
      job("finish", [760, 760, null]),
    ];
    const path = criticalPath(jobs, { ...options, now: 800 * second });
    assert.deepEqual(
      path!.steps.map(({ name }) => name),
      ["build", "publish", "finish"],
    );
    assert.deepEqual([path!.machine, path!.people], [200 * second, 600 * second]);
  });

  it("counts the time until somebody ran the failed jobs again as people's, from the second attempt on alone", () => {
    const jobs = [job("build", [0, 0, 100]), job("finish", [500, 510, null])];
    const now = 520 * second;
    const again = criticalPath(jobs, { ...options, now, attempt: 2 });
    assert.deepEqual([again!.machine, again!.people], [120 * second, 400 * second]);
    const once = criticalPath(jobs, { ...options, now });
    assert.deepEqual([once!.machine, once!.people], [520 * second, 0]);
  });

  it("ends, whatever the times are", () => {
    const same = [job("a", [5, 5, 5]), job("b", [5, 5, 5]), job("c", [9, 5, 3])];
    assert.equal(criticalPath(same, options)?.steps.length, 3);
    assert.equal(criticalPath([job("a", [null, null, null])], options), null);
  });

  it("is shown beside what is aimed at", () => {
    const path = criticalPath([job("build", [0, 1, 899]), job("finish", [899, 899, null])], {
      ...options,
      now: 905 * second,
    });
    const rows = pathTable(path!).rows.map((row) => row.join("|"));
    assert.deepEqual(rows.slice(-3), [
      "All, without people|15 min 05 s||0 s",
      "Below 10 min, the aim|no||",
      "Below 30 min, the bound|yes||",
    ]);
    assert.equal(shown(59_400), "59 s");
  });
});
