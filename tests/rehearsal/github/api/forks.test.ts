import assert from "node:assert/strict";
import { text, type Answer } from "../checked-client.ts";
import { base64, changeRecords, emulate, type Emulated } from "../emulated.ts";

const hello = "/repos/octocat/hello";
const fork = "/repos/hubot/hello";

/** Whose token it is from now on. */
function become(github: Emulated, login: string): void {
  changeRecords(github.root, (records) => {
    records.viewer = login;
  });
}

/** A fork of hubot's with a branch that has a file of its own, and what proposing it answered. */
async function proposed(github: Emulated): Promise<Answer> {
  const { client } = github;
  become(github, "hubot");
  await client.post(`${hello}/forks`, { default_branch_only: true });
  await settled(github);
  const { body } = await client.get(`${hello}/git/ref/heads/main`);
  const ref = { ref: "refs/heads/topic", sha: body["object"]?.["sha"] };
  assert.equal((await client.post(`${fork}/git/refs`, ref)).status, 201);
  const file = { message: "a", content: base64("a"), branch: "topic" };
  await client.put(`${fork}/contents/a.txt`, file);
  return client.post(`${hello}/pulls`, { title: "Add a", head: "hubot:topic", base: "main" });
}

/** How often git's data was asked for until it was there. */
async function settled({ client }: Emulated): Promise<number> {
  for (let asked = 1; ; asked += 1)
    if ((await client.get(`${fork}/git/ref/heads/main`)).status !== 409) return asked;
}

describe("forks of the emulated GitHub", () => {
  it("show git's data a moment later, are one for each account, and say what they come from", async () => {
    await using github = await emulate();
    const { client } = github;
    become(github, "hubot");
    const made = await client.post(`${hello}/forks`);
    assert.deepEqual([made.status, made.body["full_name"]], [202, "hubot/hello"]);
    assert.equal(await settled(github), 3);
    const again = await client.post(`${hello}/forks`, { name: "other" });
    assert.deepEqual([again.status, again.body["full_name"]], [202, "hubot/hello"]);
    const { body } = await client.get(fork);
    assert.deepEqual([body["fork"], body["source"]?.["full_name"]], [true, "octocat/hello"]);
  });

  it("get a number where the account has another repository of that name", async () => {
    await using github = await emulate();
    become(github, "acme");
    changeRecords(github.root, ({ repositories }) => {
      repositories["acme/hello"] = structuredClone(repositories["acme/secret"]!);
    });
    assert.equal((await github.client.post(`${hello}/forks`)).body["full_name"], "acme/hello-1");
  });

  it("propose branches, which are followed, listed by their owner, refused twice, and merged", async () => {
    await using github = await emulate();
    const { client } = github;
    const made = await proposed(github);
    const at = `${hello}/pulls/${made.body["number"]}`;
    assert.deepEqual(
      [made.status, made.body["head"]?.["label"], made.body["user"]?.["login"]],
      [201, "hubot:topic", "hubot"],
    );
    const again = await client.post(`${hello}/pulls`, { title: "b", head: "hubot:topic", base: "main" });
    assert.equal(again.body["errors"]?.[0]?.["message"], "A pull request already exists for hubot:topic.");
    await client.put(`${fork}/contents/b.txt`, { message: "b", content: base64("b"), branch: "topic" });
    assert.equal((await client.get(at)).body["changed_files"], 2);
    assert.equal((await client.get(`${hello}/pulls?head=hubot:topic`)).body.length, 1);
    assert.equal((await client.get(`${hello}/pulls?head=octocat:topic`)).body.length, 0);
    assert.equal((await client.put(`${at}/merge`)).status, 200);
    assert.equal((await client.get(`${hello}/contents/b.txt`)).status, 200);
  });

  it("close what they propose with their branch, and open it again with it", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = `${hello}/pulls/${(await proposed(github)).body["number"]}`;
    const sha = text((await client.get(at)).body["head"]?.["sha"]);
    await client.delete(`${fork}/git/refs/heads/topic`);
    assert.equal((await client.get(at)).body["state"], "closed");
    await client.post(`${fork}/git/refs`, { ref: "refs/heads/topic", sha });
    assert.equal((await client.get(at)).body["state"], "closed");
    assert.equal((await client.patch(at, { state: "open" })).body["state"], "open");
  });
});
