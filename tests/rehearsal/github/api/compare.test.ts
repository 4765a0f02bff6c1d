import assert from "node:assert/strict";
import { text, type CheckedClient } from "../checked-client.ts";
import { base64, emulate } from "../emulated.ts";
import { git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

async function write(client: CheckedClient, branch: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    await client.put(`${hello}/contents/${name}`, { message: name, content: base64(name), branch });
}

async function branchOff(client: CheckedClient, name: string): Promise<string> {
  const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
  await client.post(`${hello}/git/refs`, { ref: `refs/heads/${name}`, sha });
  return text(sha);
}

describe("what the emulated GitHub says of two branches", () => {
  it("counts what either has alone, and lists the commits from the oldest and the files", async () => {
    await using github = await emulate();
    const { client } = github;
    const fork = await branchOff(client, "slipway/prod");
    assert.equal((await client.get(`${hello}/compare/main...slipway/prod`)).body["status"], "identical");
    await write(client, "slipway/prod", ["a", "b"]);
    assert.equal((await client.get(`${hello}/compare/main...slipway/prod`)).body["status"], "ahead");
    assert.equal((await client.get(`${hello}/compare/slipway%2Fprod...main`)).body["status"], "behind");
    await write(client, "main", ["c"]);
    const { body } = await client.get(`${hello}/compare/main...octocat:slipway/prod`);
    assert.deepEqual(
      [body["status"], body["ahead_by"], body["behind_by"], body["total_commits"]],
      ["diverged", 2, 1, 2],
    );
    assert.equal(body["merge_base_commit"]?.["sha"], fork);
    const commits = body["commits"] as unknown as { commit: { message: string } }[];
    assert.deepEqual(
      commits.map(({ commit }) => commit.message),
      ["a", "b"],
    );
    const changed = body["files"] as unknown as { filename: string; status: string }[];
    assert.deepEqual(
      changed.map(({ filename, status }) => `${status} ${filename}`),
      ["added a", "added b"],
    );
  });

  it("pages the commits, with the files on the first page alone", async () => {
    await using github = await emulate();
    const { client } = github;
    await branchOff(client, "topic");
    await write(client, "topic", ["a", "b", "c"]);
    const first = await client.get(`${hello}/compare/main...topic?per_page=2`);
    assert.match(first.headers.get("link") ?? "", /page=2>; rel="next"/);
    assert.equal((first.body["files"] as unknown as unknown[]).length, 3);
    const { body } = await client.get(`${hello}/compare/main...topic?per_page=2&page=2`);
    assert.deepEqual([body["commits"]?.[0]?.["commit"]?.["message"], body["files"]], ["c", []]);
  });

  it("finds nothing where a name is wrong, or the two have nothing in common", async () => {
    await using github = await emulate();
    const { client } = github;
    const folder = workTree(github.root, "octocat/hello");
    const other = git(folder, "commit-tree", "-m", "Other", git(folder, "rev-parse", "main^{tree}"));
    git(folder, "branch", "other", other);
    for (const basehead of ["main...none", "none...main", "main..main", "main", "main...hubot:main"])
      assert.equal((await client.get(`${hello}/compare/${basehead}`)).status, 404, basehead);
    const { status, body } = await client.get(`${hello}/compare/main...other`);
    assert.equal(`${status} ${body["message"]}`, "404 No common ancestor between main and other.");
  });
});
