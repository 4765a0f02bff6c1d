import assert from "node:assert/strict";
import { RefusedError } from "../../../tasks/github/refusal.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { timesOfRun } from "../../../tasks/release/run-times.ts";

function refused(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
  const url = "https://api.github.com/repos/o/r/actions/runs/1/jobs";
  const body = Buffer.from(JSON.stringify({ message }));
  return new RefusedError(
    { status, headers: new Headers(headers), body, url },
    "GET /repos/o/r/actions/runs/1/jobs",
  );
}

describe("the times of the run that releases", () => {
  it("fail the job that may not read them, and say which permission it lacks", async () => {
    const said: string[] = [];
    const error = refused(403, "Resource not accessible by integration");
    await assert.rejects(
      timesOfRun(
        () => Promise.reject(error),
        (line) => said.push(line),
      ),
      (thrown: unknown) =>
        thrown instanceof TaskError && /is forbidden .*the permission actions: read$/.test(thrown.message),
    );
    assert.deepEqual(said, []);
  });

  it("fail nothing that is published where they can't be read now", async () => {
    const errors = [
      refused(403, "API rate limit exceeded", { "x-ratelimit-remaining": "0" }),
      refused(403, "You have exceeded a secondary rate limit. Please wait."),
      refused(403, "Wait", { "retry-after": "4000" }),
      refused(404, "Not Found"),
      new TaskError([{ place: "GitHub", fault: "answered 502", mend: "run the job again" }]),
    ];
    for (const error of errors) {
      const said: string[] = [];
      assert.equal(
        await timesOfRun(
          () => Promise.reject(error),
          (line) => said.push(line),
        ),
        null,
      );
      assert.deepEqual(said, [`The run's times can't be told: ${error.message}`]);
    }
  });

  it("called a limit without its headers a lack of permission, and say that GitHub is asked too often", () => {
    const { isForbidden, message } = refused(403, "You have exceeded a secondary rate limit. Please wait.");
    assert.equal(isForbidden, false);
    assert.match(message, /is asked too often .*run the job again in an hour/);
  });
});
