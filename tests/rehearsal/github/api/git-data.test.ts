import assert from "node:assert/strict";
import { text, type CheckedClient } from "../checked-client.ts";
import { emulate } from "../emulated.ts";
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
      ],
    );
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
