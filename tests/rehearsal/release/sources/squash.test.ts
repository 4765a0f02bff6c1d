import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GitRepository } from "../../../../rehearsal/github/git/repository.ts";
import { git } from "../../../../rehearsal/github/git/run.ts";
import { commitFiles, squash } from "../../../../rehearsal/release/sources/commit.ts";

describe("what was merged before a rehearsed release", () => {
  const folders: string[] = [];
  const open: GitRepository[] = [];
  after(() => open.forEach((repository) => repository.close()));
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  /** A branch with a first commit, and one on it as a person merges it: at another time each time. */
  async function merged(seconds: number) {
    const folder = mkdtempSync(join(tmpdir(), "slipway-squash-"));
    folders.push(folder);
    const repository = new GitRepository(folder, () => undefined);
    await repository.create("main");
    const file = (text: string) => ({ mode: "100644" as const, content: Buffer.from(text) });
    const onto = await commitFiles(repository, "main", {
      files: new Map([["a", file("1")]]),
      message: "One",
    });
    const tree = await repository.editTree(
      null,
      new Map([["a", { mode: "100644", sha: await repository.write("blob", Buffer.from("2")) }]]),
    );
    const who = { name: "octocat", email: "octocat@example.org", date: new Date(seconds * 1000) };
    const data = { tree, parents: [onto], author: who, committer: who, message: "Merged" };
    const { sha } = await repository.writeCommit(data);
    await repository.move("refs/heads/main", { old: onto, next: sha });
    open.push(repository);
    return { folder, repository, onto };
  }

  it("is one commit of the same time on the one before, whenever it was merged", async () => {
    const commits: string[] = [];
    for (const seconds of [1_800_000_000, 1_800_000_777]) {
      const { folder, repository, onto } = await merged(seconds);
      const commit = await squash(repository, "main", { onto, message: "Locks" });
      commits.push(commit);
      assert.equal((await git(folder, ["show", "main:a"])).trim(), "2");
      assert.equal((await git(folder, ["rev-parse", "main", "main^"])).trim(), `${commit}\n${onto}`);
    }
    assert.equal(new Set(commits).size, 1);
  });
});
