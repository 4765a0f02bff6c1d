import assert from "node:assert/strict";
import type { Answer, CheckedClient } from "../checked-client.ts";
import { base64, emulate, type Emulated } from "../emulated.ts";
import { files, git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

/** A branch of main's with a commit for each name; returns the path of its pull request. */
async function proposed(client: CheckedClient, names: readonly string[]): Promise<string> {
  const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
  await client.post(`${hello}/git/refs`, { ref: "refs/heads/topic", sha });
  for (const name of names) await write(client, "topic", name);
  const made = await client.post(`${hello}/pulls`, { title: "All of it", head: "topic", base: "main" });
  return `${hello}/pulls/${made.body["number"]}`;
}

/** `file` is a name, which the file then holds, or `NAME=TEXT`. */
async function write(client: CheckedClient, branch: string, file: string): Promise<Answer> {
  const [name = "", text = name] = file.split("=");
  const at = `${hello}/contents/${name}`;
  const sha = (await client.get(`${at}?ref=${branch}`)).body["sha"];
  const content = base64(text);
  const author = { name: "Mona", email: "mona@example.com" };
  return client.put(at, {
    message: `${name}\n\nWhy ${name}`,
    content,
    branch,
    author,
    ...(sha ? { sha } : {}),
  });
}

function log({ root }: Emulated, format: string): string {
  return git(workTree(root, "octocat/hello"), "log", "--format=" + format, "main");
}

function told({ status, body }: Answer): string {
  return `${status} ${body["message"]}`;
}

describe("a pull request of the emulated GitHub is merged", () => {
  it("by a commit of both", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a", "b"]);
    await write(client, "main", "c");
    const { body } = await client.put(`${at}/merge`);
    assert.deepEqual([body["merged"], body["message"]], [true, "Pull Request successfully merged"]);
    const { body: pull } = await client.get(at);
    assert.deepEqual(
      [pull["state"], pull["merged"], pull["merge_commit_sha"], pull["merged_by"]?.["login"]],
      ["closed", true, body["sha"], "octocat"],
    );
    const [first] = log(github, "%s|%b|%an|%cn|%P").split("\n");
    assert.match(first ?? "", /^Merge pull request #1 from octocat\/topic\|All of it$/);
    const held = files(workTree(github.root, "octocat/hello"));
    assert.deepEqual([...held.keys()].toSorted(), ["README.md", "a", "b", "c"]);
    assert.equal(git(workTree(github.root, "octocat/hello"), "status", "--porcelain"), "");
    assert.equal((await client.get(`${hello}/git/ref/heads/topic`)).status, 200);
  });

  it("by one commit in the place of all, which keeps what a single one said", async () => {
    await using github = await emulate();
    const { client } = github;
    const squash = { merge_method: "squash" };
    await client.put(`${await proposed(client, ["a"])}/merge`, squash);
    assert.equal(log(github, "%s|%an|%cn").split("\n")[0], "a (#1)|octocat|GitHub");
    assert.equal(log(github, "%b").split("\n")[0], "Why a");
    await client.delete(`${hello}/git/refs/heads/topic`);
    await client.put(`${await proposed(client, ["b", "c"])}/merge`, squash);
    assert.equal(log(github, "%s").split("\n").length, 3);
    assert.match(log(github, "%B"), /^All of it \(#2\)\n\n\* b\n\nWhy b\n\n\* c\n\nWhy c/);
    await client.delete(`${hello}/git/refs/heads/topic`);
    const given = { ...squash, commit_title: "Mine", commit_message: "Because" };
    await client.put(`${await proposed(client, ["d"])}/merge`, given);
    assert.match(log(github, "%B"), /^Mine\n\nBecause/);
  });

  it("by each commit anew on top of the base, as the service does also where none would be needed", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a", "b"]);
    const before = (await client.get(`${hello}/git/ref/heads/topic`)).body["object"]?.["sha"];
    await client.put(`${at}/merge`, { merge_method: "rebase" });
    assert.equal(
      log(github, "%s|%an|%cn"),
      "b|Mona|octocat\na|Mona|octocat\nInitial commit|Slipway rehearsal|Slipway rehearsal",
    );
    assert.notEqual((await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"], before);
    await client.delete(`${hello}/git/refs/heads/topic`);
    const later = await proposed(client, ["c", "d"]);
    await write(client, "main", "e");
    await client.put(`${later}/merge`, { merge_method: "rebase" });
    assert.equal(log(github, "%s"), "d\nc\ne\nb\na\nInitial commit");
    const held = files(workTree(github.root, "octocat/hello"));
    assert.deepEqual([...held.keys()].toSorted(), ["README.md", "a", "b", "c", "d", "e"]);
  });
});

describe("a pull request of the emulated GitHub is not merged", () => {
  it("where both change the same, and shows that beforehand", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a"]);
    const clean = (await client.get(at)).body;
    assert.deepEqual([clean["mergeable"], clean["mergeable_state"]], [true, "clean"]);
    await write(client, "main", "a=other");
    const { body } = await client.get(at);
    assert.deepEqual([body["mergeable"], body["mergeable_state"]], [false, "dirty"]);
    const answers = ["merge", "squash", "rebase"].map((merge_method) =>
      client.put(`${at}/merge`, { merge_method }),
    );
    assert.deepEqual((await Promise.all(answers)).map(told), [
      "405 Pull Request is not mergeable",
      "405 Pull Request is not mergeable",
      "405 This branch can't be rebased",
    ]);
    assert.equal((await client.get(at)).body["state"], "open");
  });

  it("where its head has moved, it is a draft, closed, or merged already", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a"]);
    const { body } = await client.get(at);
    await write(client, "topic", "b");
    const moved = await client.put(`${at}/merge`, { sha: body["head"]?.["sha"] });
    assert.equal(told(moved), "409 Head branch was modified. Review and try the merge again.");
    await client.patch(at, { state: "closed" });
    assert.equal(told(await client.put(`${at}/merge`)), "405 Pull Request is not mergeable");
    await client.patch(at, { state: "open" });
    assert.equal((await client.put(`${at}/merge`)).status, 200);
    assert.equal(told(await client.put(`${at}/merge`)), "405 Pull Request is not mergeable");
    const branch = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/draft", sha: branch });
    await write(client, "draft", "c");
    const draft = await client.post(`${hello}/pulls`, {
      title: "D",
      head: "draft",
      base: "main",
      draft: true,
    });
    const answer = await client.put(`${hello}/pulls/${draft.body["number"]}/merge`);
    assert.equal(told(answer), "405 Pull Request is still a draft");
  });

  it("without the permission to write, or against a rule of its base", async () => {
    await using reader = await emulate({ permissions: { contents: "read" } });
    assert.equal((await reader.client.put(`${hello}/pulls/1/merge`)).status, 403);
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a"]);
    const parameters = {
      required_approving_review_count: 1,
      allowed_merge_methods: ["squash"],
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    };
    const rule = async (rules: readonly unknown[]) => {
      const conditions = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
      const ruleset = {
        name: `r${rules.length}`,
        target: "branch",
        enforcement: "active",
        conditions,
        rules,
      };
      const { body } = await client.post(`${hello}/rulesets`, ruleset);
      const answer = await client.put(`${at}/merge`, { merge_method: "squash" });
      assert.equal((await client.get(at)).body["mergeable_state"], "blocked");
      await client.delete(`${hello}/rulesets/${body["id"]}`);
      return told(answer);
    };
    const violation = (...messages: string[]) =>
      `405 Repository rule violations found\n\n${messages.join("\n\n")}\n\n`;
    assert.equal(
      await rule([{ type: "pull_request", parameters }]),
      violation("At least 1 approving review is required by reviewers with write access."),
    );
    const checks = {
      required_status_checks: [{ context: "build" }],
      strict_required_status_checks_policy: false,
    };
    assert.equal(
      await rule([{ type: "update" }, { type: "required_status_checks", parameters: checks }]),
      violation("Cannot update this protected ref.", 'Required status check "build" is expected.'),
    );
    assert.equal((await client.put(`${at}/merge`, { merge_method: "squash" })).status, 200);
  });
});

describe("a pull request of the emulated GitHub whose branch is gone or set back", () => {
  it("stays closed when a branch of that name comes again", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a"]);
    await client.delete(`${hello}/git/refs/heads/topic`);
    const closed = await client.patch(at, { state: "closed", title: "Gone" });
    assert.deepEqual([closed.status, closed.body["state"], closed.body["title"]], [200, "closed", "Gone"]);
    const again = await proposed(client, ["b"]);
    assert.notEqual(again, at);
    assert.equal((await client.get(at)).body["state"], "closed");
    assert.equal((await client.get(again)).body["state"], "open");
  });

  it("is not opened again where its branch was made anew, or another one takes its place", async () => {
    await using github = await emulate();
    const { client } = github;
    const refusal = async (at: string) => {
      const { status, body } = await client.patch(at, { state: "open" });
      return `${status} ${body["errors"]?.[0]?.["message"]}`;
    };
    const at = await proposed(client, ["a"]);
    await client.patch(at, { state: "closed" });
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.patch(`${hello}/git/refs/heads/topic`, { sha, force: true });
    await write(client, "topic", "b");
    assert.equal(
      await refusal(at),
      "422 state cannot be changed. The topic branch was force-pushed or recreated.",
    );
    const next = { title: "Next", head: "topic", base: "main" };
    const second = `${hello}/pulls/${(await client.post(`${hello}/pulls`, next)).body["number"]}`;
    await client.patch(second, { state: "closed" });
    await client.post(`${hello}/pulls`, next);
    assert.equal(
      await refusal(second),
      "422 state cannot be changed. There is already an open pull request from topic to main.",
    );
  });

  it("closes with the branch that it was to be merged into", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    for (const name of ["topic", "next"])
      await client.post(`${hello}/git/refs`, { ref: `refs/heads/${name}`, sha });
    await write(client, "topic", "a");
    const { body } = await client.post(`${hello}/pulls`, { title: "A", head: "topic", base: "next" });
    await client.delete(`${hello}/git/refs/heads/next`);
    const at = `${hello}/pulls/${body["number"]}`;
    assert.equal((await client.get(at)).body["state"], "closed");
    assert.equal((await client.patch(at, { state: "open" })).status, 422);
  });

  it("is closed, not merged, when its branch is set back to the base", async () => {
    await using github = await emulate();
    const { client } = github;
    const at = await proposed(client, ["a"]);
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.patch(`${hello}/git/refs/heads/topic`, { sha, force: true });
    const { body } = await client.get(at);
    assert.deepEqual([body["state"], body["merged"]], ["closed", false]);
  });
});
