import assert from "node:assert/strict";
import type { Answer, CheckedClient } from "../checked-client.ts";
import { base64, emulate } from "../emulated.ts";
import { git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

async function branch(client: CheckedClient, name: string): Promise<void> {
  const { body } = await client.get(`${hello}/git/ref/heads/main`);
  await client.post(`${hello}/git/refs`, { ref: `refs/heads/${name}`, sha: body["object"]?.["sha"] });
  await client.put(`${hello}/contents/${name}.txt`, { message: name, content: base64(name), branch: name });
}

function open(client: CheckedClient, head: string): Promise<Answer> {
  return client.post(`${hello}/pulls`, { title: head, head, base: "main" });
}

describe("pull requests of the emulated GitHub", () => {
  it("are refused without branches, without commits, and a second time", async () => {
    await using github = await emulate();
    const { client } = github;
    await branch(client, "topic");
    assert.equal((await open(client, "octocat:topic")).status, 201);
    const refused = [await open(client, "topic"), await open(client, "main"), await open(client, "none")];
    assert.deepEqual(
      refused.map(
        ({ status, body }) =>
          `${status} ${body["errors"]?.[0]?.["message"] ?? body["errors"]?.[0]?.["field"]}`,
      ),
      [
        "422 A pull request already exists for octocat:topic.",
        "422 No commits between main and main",
        "422 head",
      ],
    );
  });

  it("are opened by a workflow's job only where the repository lets jobs do so", async () => {
    await using github = await emulate({ jobs: ["of-a-job"] });
    const { client } = github;
    await branch(client, "topic");
    const byJob = () =>
      fetch(`${github.url}repos/octocat/hello/pulls`, {
        method: "POST",
        headers: { Authorization: "Bearer of-a-job" },
        body: JSON.stringify({ title: "a", head: "topic", base: "main" }),
      });
    const refused = await byJob();
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /GitHub Actions is not permitted to create or approve pull requests/);
    await client.put(`${hello}/actions/permissions/workflow`, { can_approve_pull_request_reviews: true });
    assert.equal((await byJob()).status, 201);
  });

  it("are refused with a text that the service finds too long", async () => {
    await using github = await emulate();
    const { client } = github;
    await branch(client, "topic");
    const long = { title: "a", head: "topic", base: "main", body: "a".repeat(65_537) };
    const { status, body } = await client.post(`${hello}/pulls`, long);
    assert.equal(
      `${status} ${body["errors"]?.[0]?.["message"]}`,
      "422 body is too long (maximum is 65536 characters)",
    );
  });

  it("are merged once the base holds them, however it came there", async () => {
    await using github = await emulate();
    const { client } = github;
    await branch(client, "topic");
    const number = (await open(client, "topic")).body["number"];
    git(workTree(github.root, "octocat/hello"), "merge", "--no-ff", "--quiet", "--message", "Merge", "topic");
    git(workTree(github.root, "octocat/hello"), "branch", "--delete", "topic");
    const { body } = await client.get(`${hello}/pulls/${number}`);
    assert.deepEqual([body["state"], body["merged"]], ["closed", true]);
    assert.equal((await client.patch(`${hello}/pulls/${number}`, { state: "open" })).status, 422);
    assert.deepEqual((await client.get(`${hello}/pulls`)).body, []);
  });

  it("close with their branch, and open again with it", async () => {
    await using github = await emulate();
    const { client } = github;
    await branch(client, "topic");
    const at = `${hello}/pulls/${(await open(client, "topic")).body["number"]}`;
    const sha = (await client.get(`${hello}/git/ref/heads/topic`)).body["object"]?.["sha"];
    await client.delete(`${hello}/git/refs/heads/topic`);
    assert.equal((await client.get(at)).body["state"], "closed");
    assert.equal((await client.patch(at, { state: "open" })).status, 422);
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/topic", sha });
    assert.equal((await client.patch(at, { state: "open" })).body["state"], "open");
  });

  it("follow their head", async () => {
    await using github = await emulate();
    const { client } = github;
    await branch(client, "topic");
    const at = `${hello}/pulls/${(await open(client, "topic")).body["number"]}`;
    await client.put(`${hello}/contents/more`, { message: "more", content: base64("1"), branch: "topic" });
    const { body } = await client.get(at);
    assert.deepEqual([body["commits"], body["changed_files"]], [2, 2]);
  });
});
