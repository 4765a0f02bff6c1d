import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FaultsError } from "../../../config/fault.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { CheckedClient } from "./checked-client.ts";
import { base64, changeRecords, emulate, seed, temporaryFolder } from "./emulated.ts";
import { files as filesIn, git, workTree } from "./on-disk.ts";

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

  it("is the files of a folder in one commit, where a repository is to have them", async () => {
    const root = temporaryFolder();
    const files = fileURLToPath(new URL("../../../rehearsal/packages/pyvenice", import.meta.url));
    const [first] = seed.repositories;
    assert.ok(first);
    await seedGitHub(root, { ...seed, repositories: [{ ...first, files }] });
    const folder = workTree(root, "octocat/hello");
    assert.deepEqual(filesIn(folder), filesIn(files));
    assert.equal(git(folder, "log", "--format=%s"), "Initial commit");
    assert.equal(git(folder, "status", "--porcelain"), "");
    rmSync(root, { recursive: true });
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

  it("regression: default branches that git takes became main", async () => {
    const root = temporaryFolder();
    const branches = ["größe/日本", "@x", "$(x)", "@", "{", "#x", "a%2Fb", "a'b\"c", "release/1.x"];
    const repositories = branches.map(
      (defaultBranch, index) =>
        ({ owner: "octocat", name: `r${index}`, defaultBranch, visibility: "public" }) as const,
    );
    await seedGitHub(root, { repositories, users: [], teams: [] });
    const github = await startEmulatedGitHub({ root });
    const client = new CheckedClient(github.url);
    for (const [index, branch] of branches.entries()) {
      const at = `/repos/octocat/r${index}`;
      assert.equal((await client.get(at)).body["default_branch"], branch);
      const { status } = await client.put(`${at}/contents/a`, { message: "m", content: base64("1"), branch });
      assert.equal(status, 201, branch);
      const read = await client.get(`${at}/contents/a?ref=${encodeURIComponent(branch)}`);
      assert.equal(read.status, 200, branch);
      assert.equal((await client.get(`${at}/branches/${encodeURIComponent(branch)}`)).status, 200, branch);
      assert.equal(git(workTree(root, `octocat/r${index}`), "symbolic-ref", "HEAD"), `refs/heads/${branch}`);
    }
    await github.close();
    rmSync(root, { recursive: true });
  }).timeout(20_000);

  it("regression: names that git or GitHub refuse were taken, or ended in git's words", async () => {
    const root = temporaryFolder();
    const of = (name: string, defaultBranch: string) =>
      ({ owner: "octocat", name, defaultBranch, visibility: "public" }) as const;
    const branches = ["a..b", "x.lock", "/x//y/", "-x", "HEAD", "a b", ""];
    const repositories = [of(".git", "main"), of("a.GIT", "main"), ...branches.map((name) => of("a", name))];
    await assert.rejects(seedGitHub(root, { repositories, users: [], teams: [] }), (error) => {
      assert.ok(error instanceof FaultsError);
      assert.equal(error.faults.length, repositories.length);
      assert.match(error.message, /^octocat\/.git: is no name of a repository on GitHub; /);
      assert.match(
        error.message,
        /^octocat\/a: has "a\.\.b" as its default branch, which git does not take/m,
      );
      return true;
    });
    assert.deepEqual(readdirSync(root), []);
    rmSync(root, { recursive: true });
  });

  it("regression: people and environments called as what every object has were not listed", async () => {
    const root = temporaryFolder();
    const repositories = [
      { owner: "octocat", name: "__proto__", defaultBranch: "main", visibility: "public" } as const,
    ];
    await seedGitHub(root, { repositories, users: ["__proto__", "constructor"], teams: [] });
    const github = await startEmulatedGitHub({ root });
    const client = new CheckedClient(github.url);
    const at = "/repos/octocat/__proto__";
    const names = ["__proto__", "constructor", "toString"];
    for (const login of names.slice(0, 2))
      assert.equal((await client.get(`/users/${login}`)).status, 200, login);
    for (const name of names) {
      assert.equal((await client.put(`${at}/environments/${name}`, {})).status, 200, name);
      assert.equal((await client.get(`${at}/actions/secrets/${name}`)).status, 404, name);
      assert.equal((await client.post(`${at}/actions/variables`, { name, value: "1" })).status, 201, name);
    }
    const { body } = await client.get(`${at}/environments`);
    const listed = (body["environments"] as unknown as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(listed.toSorted(), names.toSorted());
    assert.equal((await client.get(`${at}/actions/variables`)).body["total_count"], 3);
    for (const name of names)
      assert.equal((await client.delete(`${at}/environments/${name}`)).status, 204, name);
    assert.equal((await client.get(`${at}/environments`)).body["total_count"], 0);
    await github.close();
    rmSync(root, { recursive: true });
  });
});
