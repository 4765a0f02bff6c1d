import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { changeRecords, emulate, seed, temporaryFolder } from "./emulated.ts";
import { git, workTree } from "./on-disk.ts";

describe("what accounts have before Slipway", () => {
  it("is owners, people, teams, and repositories with a first commit on their default branch", async () => {
    await using github = await emulate();
    const { client } = github;
    assert.equal((await client.get("/users/octocat")).body["type"], "User");
    assert.equal((await client.get("/orgs/acme")).body["type"], "Organization");
    const { body } = await client.get("/repos/acme/secret");
    assert.deepEqual([body["default_branch"], body["visibility"]], ["trunk", "private"]);
    const folder = workTree(github.root, "acme/secret");
    assert.equal(git(folder, "log", "--format=%s", "trunk"), "Initial commit");
    assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "# secret\n");
  });

  it("is left as it has become", async () => {
    await using github = await emulate();
    changeRecords(github.root, (records) => {
      const repository = records.repositories["octocat/hello"];
      if (repository) repository.visibility = "private";
    });
    const file = join(github.root, "github.json");
    const before = statSync(file).mtimeMs;
    await seedGitHub(github.root, seed);
    assert.equal(statSync(file).mtimeMs, before);
  });

  it("regression: a stop while it is made leaves no repository without a commit", async () => {
    const root = temporaryFolder();
    await seedGitHub(root, seed);
    const folder = workTree(root, "octocat/hello");
    rmSync(join(folder, ".git"), { recursive: true });
    git(folder, "init", "--quiet", "--initial-branch=main");
    rmSync(join(root, "github.json"));
    await seedGitHub(root, seed);
    assert.equal(git(folder, "log", "--format=%s"), "Initial commit");
    rmSync(root, { recursive: true });
  });

  it("takes a git repository with commits that is there already", async () => {
    const root = temporaryFolder();
    await seedGitHub(root, { ...seed, repositories: [] });
    const folder = workTree(root, "octocat/hello");
    await seedGitHub(root, seed);
    writeFileSync(join(folder, "mine"), "1");
    git(folder, "add", "mine");
    git(folder, "commit", "--quiet", "--message", "Mine");
    rmSync(join(root, "github.json"));
    await seedGitHub(root, seed);
    assert.equal(git(folder, "log", "--format=%s"), "Mine\nInitial commit");
    rmSync(root, { recursive: true });
  });
});
