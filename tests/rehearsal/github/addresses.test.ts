import assert from "node:assert/strict";
import { base64, emulate } from "./emulated.ts";

describe("addresses of the emulated GitHub", () => {
  it("are those of github.com and those of GitHub Enterprise alike", async () => {
    await using github = await emulate();
    const plain = await github.client.get("/repos/octocat/hello");
    const enterprise = await github.client.get("/api/v3/repos/octocat/hello");
    assert.equal(plain.body["url"], `${github.url}repos/octocat/hello`);
    assert.equal(enterprise.body["url"], `${github.url}api/v3/repos/octocat/hello`);
    assert.equal(plain.body["html_url"], "https://github.com/octocat/hello");
  });

  it("know repositories, organizations and teams by number, as the real provider asks for them", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body: repository } = await client.get("/repos/octocat/hello");
    await client.put("/repos/octocat/hello/environments/py%2Fpi", {});
    const key = await client.get(`/repositories/${repository["id"]}/environments/py%2Fpi/secrets/public-key`);
    assert.equal(key.status, 200);
    const { body: team } = await client.get("/orgs/acme/teams/release");
    const at = `/organizations/${team["organization"]?.["id"]}/team/${team["id"]}`;
    assert.equal((await client.get(`${at}/members`)).status, 200);
    assert.equal((await client.get(`${at}/repos`)).status, 200);
    assert.equal((await client.get("/repositories/1/environments")).status, 404);
  });

  it("heed no case in names of owners and repositories", async () => {
    await using github = await emulate();
    const { body } = await github.client.get("/repos/OctoCat/HELLO");
    assert.equal(body["full_name"], "octocat/hello");
  });

  it("answer 404 in GitHub's shape where there is nothing", async () => {
    await using github = await emulate();
    for (const path of [
      "/nothing",
      "/repos/octocat/hello/nothing",
      "/repos/octocat/%",
      "/orgs/octocat",
      "/users/none",
    ]) {
      const { status, body } = await github.client.get(path);
      assert.deepEqual([status, body["message"], body["status"]], [404, "Not Found", "404"], path);
    }
  });

  it("link the pages of a list", async () => {
    await using github = await emulate();
    const { client } = github;
    for (const name of ["a", "b", "c"]) {
      await client.put(`/repos/octocat/hello/contents/${name}`, { message: name, content: base64(name) });
    }
    const first = await client.get("/repos/octocat/hello/commits?per_page=3");
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await client.get(next.slice(github.url.length - 1));
    const messages = [...(first.body as unknown as Commit[]), ...(second.body as unknown as Commit[])].map(
      ({ commit }) => commit.message,
    );
    assert.deepEqual(messages, ["c", "b", "a", "Initial commit"]);
    assert.doesNotMatch(second.headers.get("link") ?? "", /rel="next"/);
  });
});

interface Commit {
  readonly commit: { readonly message: string };
}
