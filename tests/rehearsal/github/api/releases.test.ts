import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text, type Answer, type Body, type CheckedClient } from "../checked-client.ts";
import { changeRecords, emulate, type Emulated } from "../emulated.ts";
import { git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";
const all = `${hello}/releases`;

async function make(client: CheckedClient, release: Readonly<Record<string, unknown>>): Promise<Body> {
  const { status, body } = await client.post(all, release);
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

function send(client: CheckedClient, release: Body, name: string): Promise<Answer> {
  const path = text(release["upload_url"]).replace(/^.*?(?=\/api\/)|\{.*$/g, "");
  return client.post(`${path}?name=${encodeURIComponent(name)}`, "content");
}

function tags({ root }: Emulated): readonly string[] {
  return git(workTree(root, "octocat/hello"), "tag").split("\n");
}

describe("releases of the emulated GitHub", () => {
  it("get their tag when they are published, at the commit or branch that they name", async () => {
    await using github = await emulate();
    const { client } = github;
    const draft = await make(client, { tag_name: "v1", draft: true });
    await make(client, { tag_name: "v1", draft: true });
    assert.deepEqual(tags(github), [""]);
    assert.match(text(draft["html_url"]), /untagged-/);
    await client.patch(`${all}/${draft["id"]}`, { draft: false });
    assert.deepEqual(tags(github), ["v1"]);
    const again = await client.post(all, { tag_name: "v1" });
    assert.deepEqual([again.status, again.body["errors"]?.[0]?.["code"]], [422, "already_exists"]);
    const nowhere = await client.post(all, { tag_name: "v2", target_commitish: "none" });
    assert.deepEqual([nowhere.status, nowhere.body["errors"]?.[0]?.["field"]], [422, "target_commitish"]);
    assert.equal((await client.post(all, { tag_name: "v..2" })).status, 422);
  });

  it("get no tag that a ruleset forbids", async () => {
    await using github = await emulate();
    const { client } = github;
    const draft = await make(client, { tag_name: "v1", draft: true });
    await client.post(`${hello}/rulesets`, {
      name: "tags",
      target: "tag",
      enforcement: "active",
      conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
      rules: [{ type: "creation" }],
    });
    const refused = await client.patch(`${all}/${draft["id"]}`, { draft: false });
    assert.equal(refused.status, 422);
    assert.match(text(refused.body["errors"]?.[0]?.["message"]), /creations being restricted/);
    assert.equal((await client.get(`${all}/${draft["id"]}`)).body["draft"], true);
  });

  it("are drafts only for who may change them", async () => {
    await using github = await emulate({ permissions: { contents: "read" } });
    changeRecords(github.root, (records) => {
      records.repositories["octocat/hello"]?.releases.push(draftRecord);
    });
    assert.equal((await github.client.get(all)).body["length"], 0);
    assert.equal((await github.client.get(`${all}/7`)).status, 404);
    await using open = await emulate();
    await make(open.client, { tag_name: "v1", draft: true });
    assert.equal((await open.client.get(all, { token: null })).body["length"], 0);
  });

  it("are the latest as they say, else by version, and never as pre-releases", async () => {
    await using github = await emulate();
    const { client } = github;
    const latest = async () => (await client.get(`${all}/latest`)).body["tag_name"];
    await make(client, { tag_name: "v2" });
    await make(client, { tag_name: "v1.9", make_latest: "false" });
    assert.equal(await latest(), "v2");
    await make(client, { tag_name: "v1.10", make_latest: "legacy" });
    assert.equal(await latest(), "v2");
    await make(client, { tag_name: "v3rc1", prerelease: true });
    assert.equal(await latest(), "v2");
    const wrong = { tag_name: "v3rc2", prerelease: true, make_latest: "true" };
    assert.equal((await client.post(all, wrong)).status, 422);
    const old = await make(client, { tag_name: "v1.11" });
    assert.equal(await latest(), "v1.11");
    await client.delete(`${all}/${old["id"]}`);
    assert.notEqual(await latest(), "v1.11");
  });

  it("that are immutable keep files and tag, and leave their tag's name to nobody", async () => {
    await using github = await emulate();
    const { client } = github;
    await client.put(`${hello}/immutable-releases`);
    const draft = await make(client, { tag_name: "v1", draft: true });
    const { body: asset } = await send(client, draft, "a.txt");
    const { body: release } = await client.patch(`${all}/${draft["id"]}`, { draft: false });
    assert.equal(release["immutable"], true);
    assert.match(text((await send(client, draft, "b.txt")).body["message"]), /immutable release/);
    assert.equal((await client.delete(`${all}/assets/${asset["id"]}`)).status, 422);
    assert.equal((await client.patch(`${all}/assets/${asset["id"]}`, { name: "c" })).status, 422);
    assert.equal((await client.patch(`${all}/${draft["id"]}`, { draft: true })).status, 422);
    assert.equal((await client.patch(`${all}/${draft["id"]}`, { name: "One" })).status, 200);
    assert.equal((await client.delete(`${hello}/git/refs/tags/v1`)).status, 422);
    assert.equal((await client.delete(`${all}/${draft["id"]}`)).status, 204);
    assert.equal((await client.delete(`${hello}/git/refs/tags/v1`)).status, 204);
    const again = await client.post(all, { tag_name: "v1" });
    assert.match(text(again.body["errors"]?.[0]?.["message"]), /used by an immutable release/);
  });
});

describe("files of releases of the emulated GitHub", () => {
  it("lie beside the records while their release does", async () => {
    await using github = await emulate();
    const { client } = github;
    const release = await make(client, { tag_name: "v1", draft: true });
    const { body: asset } = await send(client, release, "a.txt");
    const folder = join(github.root, "release-assets");
    assert.deepEqual(readdirSync(folder), [String(asset["id"])]);
    await github.restart();
    assert.equal((await github.client.get(`${all}/assets/${asset["id"]}`)).body["state"], "uploaded");
    await github.client.delete(`${all}/${release["id"]}`);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("are read where GitHub leads, without a token and only with its signature", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body: asset } = await send(client, await make(client, { tag_name: "v1" }), "a.txt");
    const headers = { accept: "application/octet-stream" };
    const led = await client.get(`${all}/assets/${asset["id"]}`, { headers });
    const to = led.headers.get("location") ?? "";
    assert.equal(await (await fetch(to)).text(), "content");
    assert.equal((await fetch(to, { headers: { authorization: "Bearer x" } })).status, 400);
    assert.equal((await fetch(to.replace(/signature=..../, "signature=0000"))).status, 403);
  });

  it("are refused under a taken name, beyond the limits, empty, and elsewhere than files go", async () => {
    await using github = await emulate({}, { limits: { assets: 2, assetBytes: 8 } });
    const { client } = github;
    const release = await make(client, { tag_name: "v1", draft: true });
    assert.equal((await send(client, release, "a b.txt")).body["name"], "a.b.txt");
    const taken = await send(client, release, "a.b.txt");
    assert.deepEqual([taken.status, taken.body["errors"]?.[0]?.["code"]], [422, "already_exists"]);
    const assets = `/repos/octocat/hello/releases/${release["id"]}/assets`;
    const large = await client.post(`/api/uploads${assets}?name=b`, "more than eight");
    assert.match(text(large.body["errors"]?.[0]?.["message"]), /size must be less than 8/);
    assert.equal((await client.post(`/api/uploads${assets}?name=b`, "")).status, 400);
    assert.equal((await client.post(`${assets}?name=b`, "b")).status, 404);
    assert.equal((await client.get(`/api/uploads${hello}`)).status, 404);
    assert.equal((await send(client, release, "c")).status, 201);
    assert.match(text((await send(client, release, "d")).body["errors"]?.[0]?.["message"]), /limited to 2/);
  });
});

const draftRecord = {
  id: 7,
  tag_name: "v1",
  target_commitish: "main",
  name: null,
  body: null,
  draft: true,
  prerelease: false,
  immutable: false,
  author: "octocat",
  created_at: "2026-01-01T00:00:00Z",
  published_at: null,
};
