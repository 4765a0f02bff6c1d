import assert from "node:assert/strict";
import { GitHubRefusal } from "../../../runners/ports/github.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { githubOf } from "./emulated-place.ts";
import { scripted, type Said } from "./scripted.ts";

const runner = { name: "prod-arm64-1", labels: ["self-hosted"], group: 1 };
const start = Date.UTC(2026, 10, 23, 12);
const reset = String(start / 1000 + 900);
const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/** The refusal that came of it. */
async function refusalOf(question: Promise<unknown>): Promise<GitHubRefusal> {
  const error = await question.then(
    () => null,
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof GitHubRefusal, `it was not refused: ${String(error)}`);
  return error;
}

describe("what GitHub refuses", () => {
  const kinds: readonly (readonly [string, Said, GitHubRefusal["kind"], number | null])[] = [
    ["a name that is taken", { status: 409 }, "conflict", null],
    ["a wish that is not valid", { status: 422 }, "invalid", null],
    ["what is not there", { status: 404 }, "missing", null],
    [
      "what may not be done",
      { status: 403, body: { message: "Resource not accessible by integration" } },
      "forbidden",
      null,
    ],
    ["a token", { status: 401 }, "forbidden", null],
    [
      "more than an hour's requests",
      limit(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }),
      "limited",
      start + 900_000,
    ],
    ["too much, with a time to wait", limit(403, { "retry-after": "40" }), "limited", start + 40_000],
    [
      "too much, with both",
      limit(429, { "retry-after": "40", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }),
      "limited",
      start + 40_000,
    ],
    ["too much, in words alone", { status: 403, body: { message: secondary } }, "limited", start + 60_000],
    ["too much, by its status alone", { status: 429 }, "limited", start + 60_000],
    [
      "too much, until a time that is over",
      limit(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }),
      "limited",
      start,
    ],
  ];

  function limit(status: number, headers: Record<string, string>): Said {
    return { status, headers, body: { message: "no" } };
  }

  for (const [what, said, kind, retryAt] of kinds)
    it(`is told apart: ${what}`, async () => {
      await using server = await scripted(() => said);
      const refusal = await refusalOf(server.github.register(runner));
      assert.deepEqual([refusal.kind, refusal.retryAt], [kind, retryAt]);
      assert.match(refusal.message, /^POST \/orgs\/octo-org\/actions\/runners\/generate-jitconfig: 4\d\d/);
      assert.equal(server.came.length, 1);
    });

  it("is a runner with a job, a job whose run goes on, and things that are not there", async () => {
    const message = "This workflow is already running";
    await using server = await scripted(({ method }) => ({
      status: method === "DELETE" ? 422 : 403,
      body: { message },
    }));
    assert.equal(await server.github.removeRunner(1), "busy");
    assert.equal(await server.github.rerunJob("octo-org/example", 1), "not yet");
    await using other = await scripted(() => ({ status: 403, body: { message: "Resource not accessible" } }));
    assert.equal((await refusalOf(other.github.rerunJob("octo-org/example", 1))).kind, "forbidden");
    await using empty = await scripted(() => ({ status: 404 }));
    assert.equal(await empty.github.removeRunner(1), "removed");
    assert.equal(await empty.github.run("octo-org/example", 1), null);
    assert.equal(await empty.github.job("octo-org/example", 1), null);
    assert.deepEqual(await empty.github.runnerVersions(), []);
    assert.equal((await refusalOf(empty.github.redeliver("1"))).kind, "missing");
  });
});

describe("a limit of GitHub's", () => {
  it("is kept to without asking again before its time, and holds up nothing else", async () => {
    await using server = await scripted(({ path }) =>
      path.endsWith("/generate-jitconfig")
        ? { status: 403, headers: { "retry-after": "40" }, body: { message: secondary } }
        : { status: 200, body: { total_count: 0, runners: [] } },
    );
    const { github, time, came } = server;
    await refusalOf(github.register(runner));
    const refusals = await Promise.all([1, 2, 3].map(() => refusalOf(github.register(runner))));
    refusals.forEach(({ kind, retryAt }) => assert.deepEqual([kind, retryAt], ["limited", start + 40_000]));
    await github.runners();
    assert.equal(came.length, 2);
    time.now += 40_000;
    await refusalOf(github.register(runner));
    assert.equal(came.length, 3);
  });

  it("of the hour is told of by the last answer, as long as its hour is not over", async () => {
    const time = new SimulatedTime();
    const limits = { requests: 3 };
    await using server = await emulate({}, { runners: new GitHubModel(time), clock: time, limits });
    const github = githubOf(server, { scope: "acme", webhook: "app" }, { clock: time });
    assert.equal(github.remaining(), null);
    await github.runners();
    assert.deepEqual(github.remaining(), { requests: 2, limit: 3 });
    await github.deliveries(0, 100);
    assert.deepEqual(github.remaining(), { requests: 2, limit: 3 });
    await github.register(runner);
    await github.runners();
    const { kind, retryAt } = await refusalOf(github.runners());
    assert.deepEqual(
      [kind, retryAt, github.remaining()],
      ["limited", time.now() + 3_600_000, { requests: 0, limit: 3 }],
    );
    await time.passUntil(time.now() + 3_600_000);
    assert.equal(github.remaining(), null);
    await github.runners();
    assert.deepEqual(github.remaining(), { requests: 2, limit: 3 });
  });

  it("of something else than most requests is not taken for theirs", async () => {
    const headers = { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "9", "x-ratelimit-reset": reset };
    const body = { total_count: 0, runners: [] };
    await using server = await scripted(({ path }) => ({
      ...{ status: 200, body },
      headers: { ...headers, ...(path.includes("name=other") ? { "x-ratelimit-resource": "other" } : {}) },
    }));
    await server.github.runnerNamed("other");
    assert.equal(server.github.remaining(), null);
    await server.github.runnerNamed("prod-arm64-1");
    assert.deepEqual(server.github.remaining(), { requests: 9, limit: 10 });
  });
});
