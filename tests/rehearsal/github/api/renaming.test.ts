import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { seedGitHub } from "../../../../rehearsal/github/seed.ts";
import { text, type Answer } from "../checked-client.ts";
import { base64, emulate, seed, type Emulated } from "../emulated.ts";
import { git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

/** Where an answer sends the client, as a path of this server. */
function location({ url }: Emulated, answer: Answer): string {
  const target = answer.headers.get("location") ?? "";
  assert.equal(answer.body["url"], target);
  assert.equal(answer.body["message"], "Moved Permanently");
  assert.ok(target.startsWith(url), target);
  return target.slice(url.length - 1);
}

describe("a branch of the emulated GitHub that is renamed", () => {
  it("takes the default along, and what was to be merged into it, and is found under its old name", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/topic", sha });
    await client.put(`${hello}/contents/a`, { message: "a", content: base64("a"), branch: "topic" });
    const pull = await client.post(`${hello}/pulls`, { title: "A", head: "topic", base: "main" });
    const made = await client.post(`${hello}/branches/main/rename`, { new_name: "release/next" });
    assert.deepEqual([made.status, made.body["name"]], [201, "release/next"]);
    assert.equal((await client.get(hello)).body["default_branch"], "release/next");
    const at = `${hello}/pulls/${pull.body["number"]}`;
    assert.equal((await client.get(at)).body["base"]?.["ref"], "release/next");
    const old = await client.get(`${hello}/branches/main`);
    assert.equal(old.status, 301);
    assert.equal((await client.get(location(github, old))).body["name"], "release/next");
    assert.equal((await client.get(`${hello}/git/ref/heads/main`)).status, 404);
    assert.equal((await client.get(`${hello}/contents/README.md`)).status, 200);
    assert.equal(
      git(workTree(github.root, "octocat/hello"), "symbolic-ref", "--short", "HEAD"),
      "release/next",
    );
    assert.equal((await client.put(`${at}/merge`)).status, 200);
    await client.post(`${hello}/branches/release%2Fnext/rename`, { new_name: "trunk" });
    const older = await client.get(`${hello}/branches/main`);
    assert.equal((await client.get(location(github, older))).body["name"], "trunk");
  });

  it("closes what was to be merged from it, and gives its old name to a new one", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/topic", sha });
    await client.put(`${hello}/contents/a`, { message: "a", content: base64("a"), branch: "topic" });
    const pull = await client.post(`${hello}/pulls`, { title: "A", head: "topic", base: "main" });
    await client.post(`${hello}/branches/topic/rename`, { new_name: "other" });
    assert.equal((await client.get(`${hello}/pulls/${pull.body["number"]}`)).body["state"], "closed");
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/topic", sha });
    assert.equal((await client.get(`${hello}/branches/topic`)).status, 200);
  });

  it("must be there, be free to be called so, and be the token's to rename", async () => {
    await using github = await emulate({ permissions: { administration: "read" } });
    const { client } = github;
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/topic", sha });
    const rename = async (branch: string, new_name: string) =>
      (await client.post(`${hello}/branches/${branch}/rename`, { new_name })).status;
    assert.equal(await rename("none", "other"), 404);
    assert.equal(await rename("topic", "main"), 422);
    assert.equal(await rename("topic", "a..b"), 422);
    assert.equal(await rename("main", "other"), 403, "the default branch is the administrator's");
    assert.equal(await rename("topic", "other"), 201);
  });
});

describe("a repository of the emulated GitHub that is renamed or given away", () => {
  it("is found under its old name by whoever follows, also to write", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body } = await client.patch(hello, { name: "bye" });
    assert.equal(body["full_name"], "octocat/bye");
    assert.ok(existsSync(workTree(github.root, "octocat/bye")));
    assert.ok(!existsSync(workTree(github.root, "octocat/hello")));
    const read = await client.get(`${hello}/commits?per_page=1`);
    assert.equal(read.status, 301);
    assert.equal(location(github, read), `/repositories/${body["id"]}/commits?per_page=1`);
    const found = await client.get(location(github, await client.get(hello)));
    assert.equal(found.body["full_name"], "octocat/bye");
    const file = { message: "m", content: base64("a") };
    const sent = await client.put(`${hello}/contents/docs/a%20b`, file);
    assert.equal(sent.status, 307);
    assert.equal((await client.put(location(github, sent), file)).status, 201);
    assert.equal((await client.get("/repos/octocat/bye/contents/docs/a%20b")).status, 200);
    await github.restart();
    const { client: later } = github;
    assert.equal((await later.get("/api/v3/repos/OCTOCAT/hello")).status, 301);
    assert.equal((await later.get("/repos/octocat/bye/contents/docs/a%20b")).status, 200);
  });

  it("is followed by fetch as by the clients that are made of it", async () => {
    await using github = await emulate();
    await github.client.patch(hello, { name: "bye" });
    const body = JSON.stringify({ content: "a" });
    const headers = { Authorization: "Bearer token-of-a-test" };
    const made = await fetch(`${github.url}repos/octocat/hello/git/blobs`, { method: "POST", body, headers });
    assert.equal(made.status, 201);
  });

  it("may go to another owner, and leaves its name to whoever comes next", async () => {
    await using github = await emulate();
    const { client } = github;
    const gone = await client.post(`${hello}/transfer`, { new_owner: "ACME", new_name: "taken-over" });
    assert.deepEqual([gone.status, gone.body["full_name"]], [202, "octocat/hello"]);
    assert.equal((await client.get("/repos/acme/taken-over")).body["owner"]?.["login"], "acme");
    assert.equal((await client.get(hello)).status, 301);
    await client.patch("/repos/acme/secret", { name: "hello" });
    await client.post("/repos/acme/hello/transfer", { new_owner: "octocat" });
    assert.equal((await client.get(hello)).body["visibility"], "private");
    assert.equal(
      (await client.post(`${hello}/transfer`, { new_owner: "nobody" }, { wrong: true })).status,
      422,
    );
    const taken = await client.patch("/repos/acme/taken-over", { name: "taken-over" });
    assert.equal(taken.status, 200);
    const refused = await client.post("/repos/acme/taken-over/transfer", {
      new_owner: "octocat",
      new_name: "hello",
    });
    assert.equal(refused.status, 422);
  });

  it("is seen under its old name by those alone who may see it", async () => {
    await using github = await emulate();
    await github.client.patch("/repos/acme/secret", { name: "hidden" });
    assert.equal((await github.client.get("/repos/acme/secret")).status, 301);
    assert.equal((await github.client.get("/repos/acme/secret", { token: null })).status, 404);
    assert.equal((await github.client.patch(hello, { name: "x" }, { token: null })).status, 401);
  });

  it("is not made anew under its old name by a seed", async () => {
    await using github = await emulate();
    await github.client.patch(hello, { name: "bye" });
    await seedGitHub(github.root, seed);
    assert.equal((await github.client.get(hello)).status, 301);
  });

  it("takes names and default branches that there can be", async () => {
    await using github = await emulate();
    const { client } = github;
    const wrong = [{ name: "a b" }, { name: ".." }, { name: "a.git" }, { default_branch: "none" }];
    for (const body of wrong)
      assert.equal((await client.patch(hello, body)).status, 422, JSON.stringify(body));
    const sha = (await client.get(`${hello}/git/ref/heads/main`)).body["object"]?.["sha"];
    await client.post(`${hello}/git/refs`, { ref: "refs/heads/trunk", sha });
    const { body } = await client.patch(hello, { default_branch: "trunk", name: "HELLO" });
    assert.deepEqual([body["default_branch"], body["full_name"]], ["trunk", "octocat/HELLO"]);
    assert.equal((await client.get(hello)).status, 200, text(body["url"]));
  });
});
