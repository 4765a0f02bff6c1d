import assert from "node:assert/strict";
import { base64, emulate } from "./emulated.ts";

const hello = "/repos/octocat/hello";
const secret = "/repos/acme/secret";

describe("a token at the emulated GitHub", () => {
  it("is needed for every write, and for what is not public", async () => {
    await using github = await emulate();
    const { client } = github;
    assert.equal((await client.get(hello, { token: null })).status, 200);
    assert.equal((await client.get(secret, { token: null })).status, 404);
    assert.equal((await client.get(secret)).status, 200);
    assert.equal((await client.get("/user", { token: null })).status, 401);
    assert.equal((await client.get(`${hello}/actions/permissions`, { token: null })).status, 401);
    const { status, body } = await client.put(`${hello}/vulnerability-alerts`, undefined, { token: null });
    assert.deepEqual([status, body["message"]], [401, "Requires authentication"]);
  });

  it("may come as Bearer or as token", async () => {
    await using github = await emulate();
    const headers = { Authorization: "token abc" };
    assert.equal((await github.client.get("/user", { token: null, headers })).status, 200);
  });

  it("is refused when it is not valid", async () => {
    await using github = await emulate({ valid: ["good"] });
    const { status, body } = await github.client.get(hello, { token: "bad" });
    assert.deepEqual([status, body["message"]], [401, "Bad credentials"]);
    assert.equal((await github.client.get(hello, { token: "good" })).status, 200);
  });

  it("that lacks a permission gets 403 with the permission's name", async () => {
    await using github = await emulate({
      permissions: { administration: "read", contents: "none", secrets: "none" },
    });
    const { client } = github;
    assert.equal((await client.get(`${hello}/actions/permissions`)).status, 200);
    const denied = await client.put(`${hello}/actions/permissions`, { enabled: true });
    assert.equal(denied.status, 403);
    assert.equal(denied.body["message"], "Resource not accessible by personal access token");
    assert.equal(denied.headers.get("x-accepted-github-permissions"), "administration=write");
    const file = await client.put(`${hello}/contents/a`, { message: "m", content: base64("a") });
    assert.equal(file.headers.get("x-accepted-github-permissions"), "contents=write");
    assert.equal((await client.get(`${hello}/actions/secrets`)).status, 403);
    assert.equal(
      (await client.get(`${hello}/contents/README.md`)).status,
      200,
      "anyone reads a public repository",
    );
    assert.equal((await client.get(`${secret}/contents/README.md`)).status, 403);
  });

  it("needs a permission of its own for workflow files", async () => {
    await using github = await emulate({ permissions: { workflows: "none" } });
    const file = { message: "m", content: base64("on: push\n") };
    const denied = await github.client.put(`${hello}/contents/.github/workflows/a.yml`, file);
    assert.equal(denied.status, 403);
    assert.equal(denied.headers.get("x-accepted-github-permissions"), "contents=write,workflows=write");
    assert.equal((await github.client.put(`${hello}/contents/a.yml`, file)).status, 201);
  });

  it("that does not reach a repository sees none there", async () => {
    await using github = await emulate({ repositories: ["octocat/hello"] });
    assert.equal((await github.client.get(secret)).status, 404);
    assert.equal((await github.client.get(hello)).status, 200);
    await using blind = await emulate({ permissions: { metadata: "none" } });
    assert.equal((await blind.client.get(hello)).status, 404);
  });
});
