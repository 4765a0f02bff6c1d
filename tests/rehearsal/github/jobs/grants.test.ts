import assert from "node:assert/strict";
import { routes } from "../../../../rehearsal/github/api/routes.ts";
import type { Permission } from "../../../../rehearsal/github/http/permissions.ts";
import { base64, emulate } from "../emulated.ts";
import { openJob } from "./job.ts";

const hello = "/repos/octocat/hello";
const features = ["actions", "attestations", "checks", "contents", "packages", "pull-requests", "statuses"];
const everything = Object.fromEntries([...features, "id-token"].map((feature) => [feature, "write"]));

/** An address that a route answers to, whatever is there. */
function addressOf(path: string): string {
  return path
    .replace("{owner}", "octocat")
    .replace("{repo}", "hello")
    .replaceAll(/\{\w+\}/g, "1");
}

function without(needed: Permission): Readonly<Record<string, string>> {
  const [feature = "", access] = needed.split("=");
  const name = feature.replaceAll("_", "-");
  return { ...everything, [name]: access === "write" ? "read" : "none" };
}

describe("a job at the emulated GitHub", () => {
  it("is refused each operation whose permission alone it lacks, of a public repository too", async () => {
    await using github = await emulate();
    const needing = routes.flatMap(({ needs, ...route }) =>
      needs === null || needs.startsWith("metadata") || !route.path.startsWith("/repos/{owner}/{repo}")
        ? []
        : [{ ...route, needs }],
    );
    assert.ok(needing.length > 60);
    for (const { method, path, needs, takesFile } of needing) {
      const { token } = openJob(github, without(needs));
      const prefix = takesFile ? "/api/uploads" : "";
      const answer = await fetch(`${github.url.slice(0, -1)}${prefix}${addressOf(path)}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      const { message } = (await answer.json()) as { readonly message: string };
      const accepted = answer.headers.get("x-accepted-github-permissions");
      const expected = [403, "Resource not accessible by integration", needs];
      assert.deepEqual([answer.status, message, accepted], expected, `${method} ${path}`);
    }
  });

  it("may do what it was given, and reads what says that the repository is there", async () => {
    await using github = await emulate();
    const { client } = github;
    const { token } = openJob(github, { contents: "write" });
    const file = { message: "m", content: base64("a") };
    assert.equal((await client.put(`${hello}/contents/a`, file, { token })).status, 201);
    assert.equal((await client.get(hello, { token })).status, 200);
    assert.equal((await client.get(`${hello}/actions/runs`, { token })).status, 403);
    const none = openJob(github, {});
    assert.equal((await client.get(hello, { token: none.token })).status, 200);
    assert.equal((await client.get(`${hello}/contents/README.md`, { token: none.token })).status, 403);
  });

  it("gets no more than a workflow can give: no settings, no secrets, no workflow files, no person's account", async () => {
    await using github = await emulate();
    const { client } = github;
    const greedy = ["administration", "secrets", "workflows", "environments", "variables", "members"];
    const { token } = openJob(github, {
      ...everything,
      ...Object.fromEntries(greedy.map((feature) => [feature, "write"])),
    });
    assert.equal((await client.get(`${hello}/actions/secrets`, { token })).status, 403);
    assert.equal((await client.put(`${hello}/vulnerability-alerts`, undefined, { token })).status, 403);
    const file = { message: "m", content: base64("on: push\n") };
    const written = await client.put(`${hello}/contents/.github/workflows/a.yml`, file, { token });
    assert.deepEqual(
      [written.status, written.body["message"]],
      [403, "Resource not accessible by integration"],
    );
    assert.equal((await client.get("/user", { token })).status, 403);
  });

  it("reaches its own repository alone, and of others what anybody reads", async () => {
    await using github = await emulate();
    const { client } = github;
    const { token } = openJob(github, everything, { repository: "acme/secret" });
    assert.equal((await client.get("/repos/acme/secret/contents/README.md", { token })).status, 200);
    assert.equal((await client.get(`${hello}/contents/README.md`, { token })).status, 200);
    const file = { message: "m", content: base64("a") };
    assert.equal((await client.put(`${hello}/contents/a`, file, { token })).status, 404);
    const other = openJob(github, everything);
    assert.equal((await client.get("/repos/acme/secret", { token: other.token })).status, 404);
  });

  it("may open pull requests only where the repository lets workflows", async () => {
    await using github = await emulate();
    const { client } = github;
    const { token } = openJob(github, everything);
    const pull = { title: "A", head: "topic", base: "main" };
    const { status, body } = await client.post(`${hello}/pulls`, pull, { token });
    assert.equal(status, 403);
    assert.match(String(body["message"]), /not permitted to create/);
  });

  it("has tokens that are good for nothing once it has ended, whatever others may", async () => {
    await using github = await emulate();
    const { client, server } = github;
    const job = openJob(github, everything);
    const { token } = job;
    assert.equal(server.packagesOf(token), "write");
    server.closeJob(job);
    const { status, body } = await client.get(hello, { token });
    assert.deepEqual([status, body["message"]], [401, "Bad credentials"]);
    assert.equal(server.packagesOf(token), null);
    const headers = { authorization: `Bearer ${job.oidc?.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ""}` };
    const asked = await fetch(job.oidc?.ACTIONS_ID_TOKEN_REQUEST_URL ?? "", { headers });
    assert.equal(asked.status, 401);
    await github.restart();
    assert.equal((await github.client.get(hello, { token })).status, 401, "nor once the server has ended");
    assert.equal((await github.client.get(`${hello}/actions/secrets`)).status, 200, "any other token may");
  });

  it("asks for tokens that say who it is only with id-token: write", async () => {
    await using github = await emulate();
    assert.equal(openJob(github, { "id-token": "read" }).oidc, null);
    assert.equal(openJob(github, {}).oidc, null);
    assert.notEqual(openJob(github, { "id-token": "write" }).oidc, null);
  });

  it("has of packages what it was given, for the registry to ask", async () => {
    await using github = await emulate();
    const { server } = github;
    const rights = ["none", "read", "write"].map((packages) =>
      server.packagesOf(openJob(github, { packages }).token),
    );
    assert.deepEqual(rights, ["none", "read", "write"]);
    assert.equal(server.packagesOf(openJob(github, {}).token), "none");
    assert.equal(server.packagesOf("ghp_of-a-person"), null);
  });
});
