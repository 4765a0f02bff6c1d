import assert from "node:assert/strict";
import { recordRun } from "../../../../rehearsal/github/runs.ts";
import { GitHubModel } from "../../../../rehearsal/runners/github-model.ts";
import { SimulatedTime } from "../../../../rehearsal/runners/simulated-time.ts";
import { appClaims } from "../app-claims.ts";
import { text } from "../checked-client.ts";
import { emulate } from "../emulated.ts";

const hello = "/repos/octocat/hello";
const runners = "/orgs/acme/actions/runners";
const wish = { name: "prod-arm64-1", labels: ["self-hosted"], runner_group_id: 1 };
const tokens = "/app/installations/1/access_tokens";

describe("self-hosted runners at the emulated GitHub", () => {
  it("are none where none are played, nor are deliveries", async () => {
    await using github = await emulate();
    const { client } = github;
    assert.equal((await client.get(runners)).body["total_count"], 0);
    assert.equal((await client.get(`${runners}/1`)).status, 404);
    assert.equal((await client.post(`${runners}/generate-jitconfig`, wish)).status, 404);
    assert.deepEqual((await client.get(`${hello}/hooks/1/deliveries`)).body, []);
    assert.equal((await client.post(`${hello}/hooks/1/deliveries/1/attempts`)).status, 404);
  });

  it("are not had for a wish that says too little", async () => {
    const model = new GitHubModel({ now: Date.now });
    await using github = await emulate({}, { runners: model });
    for (const change of [{ labels: [] }, { name: "" }, { runner_group_id: "1" }]) {
      const more = { wrong: true } as const;
      const { status } = await github.client.post(
        `${runners}/generate-jitconfig`,
        { ...wish, ...change },
        more,
      );
      assert.equal(status, 422, JSON.stringify(change));
    }
    assert.equal(model.registrations, 0);
  });

  it("are registered 1,500 times in 5 minutes at most", async () => {
    const time = new SimulatedTime();
    const model = new GitHubModel(time);
    for (let made = 0; made < 1500; made++) model.register(`prod-arm64-${made}-`, wish.labels);
    await using github = await emulate({}, { runners: model });
    const { status, headers, body } = await github.client.post(`${runners}/generate-jitconfig`, wish);
    assert.deepEqual([status, headers.get("retry-after")], [403, "300"]);
    assert.match(text(body["message"]), /secondary rate limit/);
    await time.passUntil(time.now() + 301_000);
    assert.equal((await github.client.post(`${runners}/generate-jitconfig`, wish)).status, 201);
  });

  it("are asked for as often in an hour as the headers of answers say", async () => {
    const time = new SimulatedTime();
    const limits = { requests: 3 };
    await using github = await emulate({}, { runners: new GitHubModel(time), limits });
    const asked = async () => {
      const { status, headers } = await github.client.get(runners);
      return [status, headers.get("x-ratelimit-remaining"), headers.get("x-ratelimit-reset")];
    };
    const end = String(time.now() / 1000 + 3600);
    const answers = [await asked(), await asked(), await asked(), await asked()];
    assert.deepEqual(answers, [
      [200, "2", end],
      [200, "1", end],
      [200, "0", end],
      [403, "0", end],
    ]);
    await time.passUntil(time.now() + 3_600_000);
    assert.equal((await asked())[0], 200);
  });
});

describe("jobs at the emulated GitHub", () => {
  it("that are kept are told of one by one, and run again once their run has ended", async () => {
    await using github = await emulate();
    const { client, root } = github;
    const commit = text((await client.get(`${hello}/branches/main`)).body["commit"]?.["sha"]);
    const run = { workflow: "ci.yml", event: "push", branch: "main", commit };
    const build = { name: "build", status: "completed", conclusion: "failure" } as const;
    const going = { ...run, status: "in_progress", conclusion: null, jobs: [build] };
    const id = await recordRun(root, "octocat/hello", going);
    const jobs = async () =>
      (await client.get(`${hello}/actions/runs/${id}/jobs`)).body["jobs"] as unknown as Record<
        string,
        unknown
      >[];
    const job = `${hello}/actions/jobs/${String((await jobs())[0]?.["id"])}`;
    assert.equal((await client.get(job)).body["name"], "build");
    const early = await client.post(`${job}/rerun`);
    assert.deepEqual([early.status, early.body["message"]], [403, "This workflow is already running"]);
    await recordRun(root, "octocat/hello", { ...run, id, status: "completed", conclusion: "failure" });
    assert.equal((await client.post(`${job}/rerun`)).status, 201);
    assert.deepEqual(
      (await jobs()).map(({ name, status, run_attempt }) => [name, status, run_attempt]),
      [["build", "queued", 2]],
    );
    assert.equal((await client.get(`${hello}/actions/jobs/4000000000`)).status, 404);
  });

  it("may not be there yet when their run is asked for", async () => {
    const model = new GitHubModel({ now: Date.now });
    await using github = await emulate({}, { runners: model });
    const run = { repository: "octocat/hello", isPublic: false, event: "push", headRepository: "evil/hello" };
    const { id } = model.beginRun(run);
    const { body } = await github.client.get(`${hello}/actions/runs?status=queued`);
    const told = body["workflow_runs"]?.[0];
    assert.deepEqual([told?.["id"], told?.["repository"]?.["private"]], [id, true]);
    assert.equal(told?.["head_repository"]?.["full_name"], "evil/hello");
  });
});

describe("a GitHub App at the emulated GitHub", () => {
  it("shows claims that are good now to be told of its deliveries and to get a token", async () => {
    await using github = await emulate();
    const { client } = github;
    const messages = [];
    for (const token of ["token-of-a-test", appClaims(-1), appClaims(700)]) {
      for (const answer of [
        await client.get("/app/hook/deliveries", { token }),
        await client.post(tokens, undefined, { token }),
      ]) {
        assert.equal(answer.status, 401);
        messages.push(text(answer.body["message"]).slice(0, 32));
      }
    }
    assert.equal(new Set(messages).size, 2);
    assert.equal((await client.get("/app/hook/deliveries", { token: appClaims() })).status, 200);
  });

  it("gets tokens that are good for an hour, and for what was asked", async () => {
    let now = Date.now();
    await using github = await emulate({}, { clock: { now: () => now } });
    const { client } = github;
    const asked = { permissions: { organization_self_hosted_runners: "read" } };
    const { body } = await client.post(tokens, asked, { token: appClaims() });
    const token = text(body["token"]);
    assert.equal(Date.parse(text(body["expires_at"])), Math.floor((now + 3_600_000) / 1000) * 1000);
    assert.equal((await client.get(runners, { token })).status, 200);
    const denied = await client.post(`${runners}/generate-jitconfig`, wish, { token });
    const needed = "organization_self_hosted_runners=write";
    assert.deepEqual([denied.status, denied.headers.get("x-accepted-github-permissions")], [403, needed]);
    assert.equal((await client.get(`${hello}/actions/permissions`, { token })).status, 403);
    now += 3_600_000;
    assert.equal((await client.get(runners, { token })).status, 401);
  });
});
