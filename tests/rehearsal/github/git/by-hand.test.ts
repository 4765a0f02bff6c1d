import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { GitRepository } from "../../../../rehearsal/github/git/repository.ts";
import { rehearsal } from "../../../../rehearsal/github/git/run.ts";
import { text } from "../checked-client.ts";
import { base64, emulate, type Emulated } from "../emulated.ts";
import { files, git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

async function read({ client }: Emulated, path: string): Promise<string | null> {
  const { status, body } = await client.get(`${hello}/contents/${path}`);
  return status === 200 ? Buffer.from(text(body["content"]), "base64").toString() : null;
}

describe("a repository of the emulated GitHub that is changed by hand", () => {
  it("shows what was edited, added and removed, as a commit by the person", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    await github.client.put(`${hello}/contents/old`, { message: "m", content: base64("old") });
    writeFileSync(join(folder, "README.md"), "edited");
    writeFileSync(join(folder, "new"), "new");
    rmSync(join(folder, "old"));
    assert.equal(await read(github, "README.md"), "edited");
    assert.equal(await read(github, "new"), "new");
    assert.equal(await read(github, "old"), null);
    assert.equal(git(folder, "log", "-1", "--format=%s %an"), `Changed by hand ${userInfo().username}`);
    assert.equal(git(folder, "status", "--porcelain"), "");
    assert.match(github.log.join("\n"), /took up what was changed by hand/);
  });

  it("shows an edit that keeps the file's length, right after a write of its own", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    for (const text of ["aaaa", "bbbb", "cccc"]) {
      await github.client.put(`${hello}/contents/file-${text}`, { message: "m", content: base64("0000") });
      writeFileSync(join(folder, `file-${text}`), text);
      assert.equal(await read(github, `file-${text}`), text);
    }
  });

  it("takes up edits made while it was not running", async () => {
    await using github = await emulate();
    writeFileSync(join(workTree(github.root, "octocat/hello"), "README.md"), "meanwhile");
    await github.restart();
    assert.equal(await read(github, "README.md"), "meanwhile");
  });

  it("shows commits made by hand, and writes on top of them", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    writeFileSync(join(folder, "README.md"), "committed");
    git(folder, "commit", "--all", "--message", "By hand");
    assert.equal(await read(github, "README.md"), "committed");
    await github.client.put(`${hello}/contents/next`, { message: "Next", content: base64("1") });
    assert.equal(git(folder, "log", "--format=%s"), "Next\nBy hand\nInitial commit");
  });

  it("writes over an edit that the work tree ignores", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    writeFileSync(join(folder, ".gitignore"), "out\n");
    writeFileSync(join(folder, "out"), "ignored");
    await github.client.put(`${hello}/contents/out`, { message: "m", content: base64("delivered") });
    assert.equal(await read(github, "out"), "delivered");
    assert.equal(files(folder).get("out"), "delivered");
  });

  it("leaves the files of another branch that is checked out alone", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    git(folder, "switch", "--create", "topic", "--quiet");
    await github.client.put(`${hello}/contents/main-only`, {
      message: "m",
      content: base64("1"),
      branch: "main",
    });
    assert.equal(await read(github, "main-only"), "1");
    assert.equal(files(folder).has("main-only"), false);
    git(folder, "switch", "main", "--quiet");
    assert.equal(files(folder).get("main-only"), "1");
  });

  for (const stage of ["before the branch moved", "between branch and files", "after the files"]) {
    it(`regression: a stop ${stage} does not take back what was delivered`, async () => {
      await using github = await emulate();
      const folder = workTree(github.root, "octocat/hello");
      const before = git(folder, "rev-parse", "HEAD");
      await github.client.put(`${hello}/contents/delivered`, { message: "m", content: base64("1") });
      const after = git(folder, "rev-parse", "HEAD");
      if (stage !== "after the files") git(folder, "read-tree", "-m", "-u", "HEAD", before);
      if (stage === "before the branch moved") git(folder, "update-ref", "HEAD", before);
      writeFileSync(join(folder, ".git", "slipway-moving"), `${before} ${after}`);
      writeFileSync(join(folder, "README.md"), "edited meanwhile");
      await github.restart();
      assert.equal(await read(github, "delivered"), "1");
      assert.equal(await read(github, "README.md"), "edited meanwhile");
      assert.equal(files(folder).get("delivered"), "1");
      assert.equal(git(folder, "log", "--format=%s"), "Changed by hand\nm\nInitial commit");
    });
  }

  it("regression: an edit made while a request changes the same file is not lost", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    const repository = new GitRepository(folder, () => undefined);
    const head = await repository.commit("main");
    const sha = await repository.write("blob", Buffer.from("delivered"));
    const changes = new Map([["README.md", { mode: "100644", sha }]]);
    const tree = await repository.editTree(head?.tree ?? null, changes);
    const signature = { ...rehearsal, date: new Date() };
    const parents = [head?.sha ?? ""];
    const commit = await repository.writeCommit({
      tree,
      parents,
      author: signature,
      committer: signature,
      message: "m",
    });
    writeFileSync(join(folder, "README.md"), "by hand");
    const move = { old: head?.sha ?? null, next: commit.sha };
    assert.equal(await repository.move("refs/heads/main", move, { isForward: true, changes }), false);
    repository.close();
    assert.equal(await read(github, "README.md"), "by hand");
  });

  it("takes a repository as it is that a person has put there without a commit", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    rmSync(join(folder, ".git"), { recursive: true });
    git(folder, "init", "--quiet", "--initial-branch=main");
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src", "a.py"), "pass\n");
    await github.restart();
    assert.equal(await read(github, "src/a.py"), "pass\n");
  });

  it("heeds no settings, hooks or identity of the machine", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    mkdirSync(join(folder, ".git", "hooks"), { recursive: true });
    writeFileSync(join(folder, ".git", "hooks", "pre-commit"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    writeFileSync(join(folder, ".git", "hooks", "reference-transaction"), "#!/bin/sh\nexit 1\n", {
      mode: 0o755,
    });
    writeFileSync(join(folder, "README.md"), "edited");
    process.env["GIT_DIR"] = "/nowhere";
    try {
      assert.equal(await read(github, "README.md"), "edited");
    } finally {
      delete process.env["GIT_DIR"];
    }
  });
});
