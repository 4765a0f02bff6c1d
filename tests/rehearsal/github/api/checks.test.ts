import assert from "node:assert/strict";
import { text } from "../checked-client.ts";
import { emulate } from "../emulated.ts";

const hello = "/repos/octocat/hello";

describe("what is said of commits of the emulated GitHub", () => {
  it("is pending until something is said, and then what each context said last", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = text((await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"]);
    const state = async () => (await client.get(`${hello}/commits/main/status`)).body["state"];
    const say = (context: string, said: string) =>
      client.post(`${hello}/statuses/${sha}`, { context, state: said });
    assert.equal(await state(), "pending");
    await say("linux", "error");
    await say("lint", "success");
    assert.equal(await state(), "failure");
    await say("linux", "success");
    assert.equal(await state(), "success");
    await say("Lint", "pending");
    assert.equal(await state(), "pending");
    assert.equal((await client.get(`${hello}/commits/main/status`)).body["total_count"], 2);
  });

  it("is each app's own check runs, which end with their conclusion", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = text((await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"]);
    const runs = `${hello}/check-runs`;
    assert.equal((await client.post(runs, { name: "a", head_sha: sha })).body["status"], "queued");
    const ended = await client.post(runs, { name: "b", head_sha: sha, conclusion: "timed_out" });
    assert.equal(ended.body["status"], "completed");
    const { body } = await client.get(`${hello}/commits/${sha}/check-runs?per_page=1&page=2`);
    assert.deepEqual([body["total_count"], body["check_runs"]?.[0]?.["name"]], [2, "b"]);
  });
});
