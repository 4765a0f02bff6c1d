import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text, type CheckedClient } from "../checked-client.ts";
import { base64, emptyRepository, emulate } from "../emulated.ts";
import { files, git, workTree } from "../on-disk.ts";

const data = "/repos/octocat/hello/git";

async function headOf(client: CheckedClient): Promise<string> {
  const { body } = await client.get(`${data}/ref/heads/main`);
  return text(body["object"]?.["sha"]);
}

/** A commit of several files upon a parent; a null content removes a file. */
async function commit(
  client: CheckedClient,
  parent: string,
  contents: Record<string, string | null>,
): Promise<string> {
  const tree = Object.entries(contents).map(([path, content]) => ({
    path,
    mode: "100644",
    type: "blob",
    ...(content === null ? { sha: null } : { content }),
  }));
  const made = await client.post(`${data}/trees`, { base_tree: parent, tree });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { body } = await client.post(`${data}/commits`, {
    message: "All",
    tree: made.body["sha"],
    parents: [parent],
  });
  return text(body["sha"]);
}

describe("git's objects and references on the emulated GitHub", () => {
  it("delivers several files in one commit, which the work tree follows", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await commit(client, await headOf(client), { "a/b": "1", "a/c": "2", "README.md": null });
    const folder = workTree(github.root, "octocat/hello");
    assert.deepEqual([...files(folder).keys()], ["README.md"], "nothing moves before the branch does");
    assert.equal((await client.patch(`${data}/refs/heads/main`, { sha })).status, 200);
    assert.deepEqual(
      files(folder),
      new Map([
        ["a/b", "1"],
        ["a/c", "2"],
      ]),
    );
    assert.equal(git(folder, "log", "--format=%s"), "All\nInitial commit");
    assert.equal(git(folder, "status", "--porcelain"), "");
  });

  it("moves a branch only forward unless forced, and lets one of two win", async () => {
    await using github = await emulate();
    const { client } = github;
    const start = await headOf(client);
    const one = await commit(client, start, { one: "1" });
    const other = await commit(client, start, { other: "2" });
    const moves = await Promise.all(
      [one, other].map((sha) => client.patch(`${data}/refs/heads/main`, { sha })),
    );
    assert.deepEqual(moves.map(({ status }) => status).toSorted(), [200, 422]);
    const loser = moves[0]?.status === 422 ? one : other;
    const refused = await client.patch(`${data}/refs/heads/main`, { sha: loser });
    assert.equal(refused.body["message"], "Update is not a fast forward");
    assert.equal((await client.patch(`${data}/refs/heads/main`, { sha: loser, force: true })).status, 200);
    assert.equal(await headOf(client), loser);
    assert.equal(git(workTree(github.root, "octocat/hello"), "status", "--porcelain"), "");
  });

  it("refuses references and objects that the service refuses", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await headOf(client);
    const none = "1".repeat(40);
    const messages = await Promise.all([
      client.post(`${data}/refs`, { ref: "refs/heads/main", sha }),
      client.post(`${data}/refs`, { ref: "refs/heads/x..y", sha }),
      client.post(`${data}/refs`, { ref: "main", sha }),
      client.post(`${data}/refs`, { ref: "refs/heads/x", sha: none }),
      client.patch(`${data}/refs/heads/none`, { sha }),
      client.delete(`${data}/refs/heads/none`),
      client.delete(`${data}/refs/heads/main`),
      client.post(`${data}/commits`, { message: "m", tree: none }),
      client.post(`${data}/commits`, { message: "m", tree: sha }),
      client.post(`${data}/trees`, { tree: [{ path: "a", mode: "100644", type: "blob", sha: none }] }),
      client.post(`${data}/trees`, { tree: [{ path: "../a", mode: "100644", type: "blob", content: "" }] }),
      client.post(`${data}/trees`, { base_tree: none, tree: [] }),
      client.post(`${data}/trees`, { tree: [] }),
      client.post(`${data}/trees`, { tree: [{ path: "a", mode: "100644", type: "blob" }] }),
      client.post(`${data}/trees`, { tree: [{ path: "a", mode: "100644", sha: null, content: "" }] }),
      client.post(`${data}/trees`, { base_tree: sha, tree: [{ path: "a/b", mode: "100644", sha: null }] }),
    ]);
    assert.deepEqual(
      messages.map(({ status, body }) => `${status} ${body["message"]}`),
      [
        "422 Reference already exists",
        "422 refs/heads/x..y is not a valid ref name.",
        "422 Reference name must start with 'refs' and contain at least two slashes.",
        "422 Object does not exist",
        "422 Reference does not exist",
        "422 Reference does not exist",
        "422 Cannot delete the default branch",
        "422 Tree SHA does not exist",
        "422 Tree SHA does not exist",
        `422 tree.sha ${none} is not a valid blob`,
        "422 tree.path contains a malformed path component",
        "422 base_tree is not a valid tree",
        "422 Invalid tree info",
        "422 Must supply either tree.sha or tree.content",
        "422 Must supply either tree.sha or tree.content",
        "422 GitRPC::BadObjectState",
      ],
    );
  });

  it("says that a repository is empty, in every operation on git's data", async () => {
    await using github = await emulate();
    emptyRepository(github.root, "octocat/hello");
    const { client } = github;
    const none = "1".repeat(40);
    const answers = await Promise.all([
      client.get(`${data}/ref/heads/main`),
      client.get(`${data}/trees/main?recursive=1`),
      client.get(`${data}/commits/${none}`),
      client.get("/repos/octocat/hello/commits"),
      client.post(`${data}/blobs`, { content: "a" }),
      client.post(`${data}/trees`, { tree: [{ path: "a", mode: "100644", type: "blob", content: "a" }] }),
      client.post(`${data}/commits`, { message: "m", tree: none }),
      client.post(`${data}/refs`, { ref: "refs/heads/main", sha: none }),
      client.patch(`${data}/refs/heads/main`, { sha: none }),
      client.delete(`${data}/refs/heads/main`),
    ]);
    for (const { status, body } of answers)
      assert.equal(`${status} ${body["message"]}`, "409 Git Repository is empty.");
    const file = { message: "m", content: base64("a") };
    assert.equal((await client.put("/repos/octocat/hello/contents/a", file)).status, 201);
    assert.equal((await client.get(`${data}/ref/heads/main`)).status, 200);
  });

  it("commits in the name of the token's owner where a request names nobody", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await commit(client, await headOf(client), { a: "1" });
    const { body } = await client.get(`${data}/commits/${sha}`);
    const { body: user } = await client.get("/user");
    for (const who of ["author", "committer"])
      assert.deepEqual(
        [body[who]?.["name"], body[who]?.["email"]],
        ["octocat", `${user["id"]}+octocat@users.noreply.github.com`],
      );
  });

  it("lists a tree at all levels, executables, links and submodules too, and says when it lists not all", async () => {
    await using github = await emulate({}, { limits: { treeEntries: 5 } });
    const { client } = github;
    const head = await headOf(client);
    const tree = [
      { path: "bin/run", mode: "100755", type: "blob", content: "#!/bin/sh\n" },
      { path: "link", mode: "120000", type: "blob", content: "README.md" },
      { path: "module", mode: "160000", type: "commit", sha: "2".repeat(40) },
    ];
    const made = await client.post(`${data}/trees`, { base_tree: head, tree });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const whole = await client.get(`${data}/trees/${made.body["sha"]}?recursive=1`);
    const entries = whole.body["tree"] as unknown as Record<string, string>[];
    assert.deepEqual(
      entries.map(({ path, mode, type }) => `${mode} ${type} ${path}`),
      [
        "100644 blob README.md",
        "040000 tree bin",
        "100755 blob bin/run",
        "120000 blob link",
        "160000 commit module",
      ],
    );
    assert.equal(whole.body["truncated"], false);
    const more = [{ path: "zoo", mode: "100644", type: "blob", content: "" }];
    const larger = await client.post(`${data}/trees`, { base_tree: made.body["sha"], tree: more });
    const cut = await client.get(`${data}/trees/${larger.body["sha"]}?recursive=1`);
    assert.deepEqual([cut.body["truncated"], (cut.body["tree"] as unknown as unknown[]).length], [true, 5]);
    const one = await client.get(`${data}/trees/${larger.body["sha"]}`);
    assert.deepEqual([one.body["truncated"], (one.body["tree"] as unknown as unknown[]).length], [false, 5]);
  });

  it("does not find the tree of nothing, which the last removal leaves", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await commit(client, await headOf(client), { "README.md": null });
    const tree = (await client.get(`${data}/commits/${sha}`)).body["tree"]?.["sha"];
    assert.equal((await client.get(`${data}/trees/${tree}`)).status, 404);
  });

  it("refuses files that are too large, and gives none that have become so", async () => {
    await using github = await emulate({}, { limits: { blobBytes: 10 } });
    const { client } = github;
    const ten = await client.post(`${data}/blobs`, { content: "1234567890" });
    assert.equal(ten.status, 201);
    const entry = { path: "a", mode: "100644", type: "blob", content: "12345678901" };
    const refused = await Promise.all([
      client.post(`${data}/blobs`, { content: "12345678901" }),
      client.post(`${data}/blobs`, { content: base64("12345678901"), encoding: "base64" }),
      client.post(`${data}/trees`, { tree: [entry] }),
    ]);
    for (const { status, body } of refused)
      assert.deepEqual([status, body["errors"]?.[0]?.["code"]], [422, "too_large"]);
    const folder = workTree(github.root, "octocat/hello");
    writeFileSync(join(folder, "large"), "12345678901");
    git(folder, "add", "large");
    const large = git(folder, "hash-object", "large");
    const { status, body } = await client.get(`${data}/blobs/${large}`);
    assert.match(`${status} ${body["message"]}`, /^403 This API returns blobs up to 100 MB in size/);
    assert.equal((await client.get("/repos/octocat/hello/contents/large")).status, 403);
  });

  it("keeps tags where a ruleset says so", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await headOf(client);
    const rules = [{ type: "update" }, { type: "deletion" }];
    const conditions = { ref_name: { include: ["refs/tags/v*"], exclude: ["refs/tags/v0*"] } };
    const ruleset = { name: "tags stay", target: "tag", enforcement: "active", rules, conditions };
    const made = await client.post("/repos/octocat/hello/rulesets", ruleset);
    for (const tag of ["v1", "v0", "other"])
      await client.post(`${data}/refs`, { ref: `refs/tags/${tag}`, sha });
    const next = await commit(client, sha, { a: "1" });
    const moved = await client.patch(`${data}/refs/tags/v1`, { sha: next, force: true });
    assert.match(`${moved.status} ${moved.body["message"]}`, /^422 Repository rule violations found/);
    assert.equal((await client.delete(`${data}/refs/tags/v1`)).status, 422);
    assert.equal((await client.delete(`${data}/refs/tags/v0`)).status, 204);
    assert.equal((await client.delete(`${data}/refs/tags/other`)).status, 204);
    const address = `/repos/octocat/hello/rulesets/${made.body["id"]}`;
    await client.put(address, { ...ruleset, enforcement: "disabled" });
    assert.equal((await client.delete(`${data}/refs/tags/v1`)).status, 204);
  });
});
