import assert from "node:assert/strict";
import { isTreePath } from "../../../../rehearsal/github/git/paths.ts";
import { GitRepository } from "../../../../rehearsal/github/git/repository.ts";
import { base64, emulate } from "../emulated.ts";
import { files, git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

/** What git refuses to bring into a work tree on one system or another. */
const refused = [
  ".git/config",
  ".GIT/config",
  ".git /config",
  ".git./config",
  ".git . ./config",
  ".git::$INDEX_ALLOCATION/config",
  "git~1/x",
  "GIT~1",
  "a/.g\u200cit/config",
  "\ufeff.git/config",
  "a/./b",
  "a/../b",
  "..",
  "a//b",
  "/a",
  "a/",
  "a\\b",
  "a\nb",
  "a\x01b",
  "n".repeat(256),
];

describe("paths of the emulated GitHub's repositories", () => {
  it("may look like git's own folder without being it", () => {
    for (const path of [".github/x", ".gitignore", "a.git/x", "git~2", "git", "größe/日本", "a b", "..."])
      assert.ok(isTreePath(path), path);
  });

  it("regression: a path that git refuses moved the branch, and every later request failed", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    const before = git(folder, "rev-parse", "HEAD");
    for (const path of refused) {
      assert.ok(!isTreePath(path), JSON.stringify(path));
      const tree = [{ path, mode: "100644", type: "blob", content: "x" }];
      assert.equal((await github.client.post(`${hello}/git/trees`, { tree })).status, 422, path);
      if (/^\.{1,2}$|\/\.{1,2}(\/|$)|\/$/.test(path)) continue;
      const address = `${hello}/contents/${path.split("/").map(encodeURIComponent).join("/")}`;
      const { status } = await github.client.put(address, { message: "m", content: base64("x") });
      assert.equal(status, 422, JSON.stringify(path));
    }
    assert.equal(git(folder, "rev-parse", "HEAD"), before);
    assert.equal((await github.client.get(`${hello}/contents/README.md`)).status, 200);
  });

  for (const isForward of [true, false]) {
    it(`regression: a commit that the work tree can't follow wedged every later request (${isForward ? "forward" : "force"})`, async () => {
      await using github = await emulate();
      const folder = workTree(github.root, "octocat/hello");
      const before = git(folder, "rev-parse", "HEAD");
      const repository = new GitRepository(folder, () => undefined);
      const sha = await repository.write("blob", Buffer.from("x"));
      const changes = [".git /config", "new"].map((path) => [path, { mode: "100644", sha }] as const);
      const head = await repository.commit("main");
      assert.ok(head);
      const tree = await repository.editTree(head.tree, new Map(changes));
      const { sha: old, ...data } = head;
      const parents = isForward ? [old] : [];
      const commit = await repository.writeCommit({ ...data, tree, parents });
      repository.close();
      const moved = await fetch(`${github.url}${hello.slice(1)}/git/refs/heads/main`, {
        method: "PATCH",
        headers: { Authorization: "Bearer token" },
        body: JSON.stringify({ sha: commit.sha, force: true }),
      });
      assert.equal(moved.status, 500);
      assert.match(await moved.text(), /invalid path/);
      assert.equal((await github.client.get(`${hello}/contents/README.md`)).status, 200);
      assert.equal(git(folder, "rev-parse", "HEAD"), before);
      assert.deepEqual([...files(folder).keys()], ["README.md"]);
      assert.equal(git(folder, "status", "--porcelain"), "");
    });
  }
});
