import assert from "node:assert/strict";
import type { Answer, CheckedClient } from "../checked-client.ts";
import { base64, emulate } from "../emulated.ts";

const hello = "/repos/octocat/hello";
const data = `${hello}/git`;

async function headOf(client: CheckedClient): Promise<string> {
  return String((await client.get(`${data}/ref/heads/main`)).body["object"]?.["sha"]);
}

/** A commit on main's with one file; no branch moves. */
async function commit(client: CheckedClient, path: string): Promise<string> {
  const head = await headOf(client);
  const tree = [{ path, mode: "100644", type: "blob", content: "text" }];
  const { body } = await client.post(`${data}/trees`, { base_tree: head, tree });
  const made = await client.post(`${data}/commits`, { message: "m", tree: body["sha"], parents: [head] });
  return String(made.body["sha"]);
}

function told({ status, body }: Answer): string {
  return `${status} ${body["message"]}`;
}

describe("an archived repository of the emulated GitHub", () => {
  it("is read, and refuses every change until it is brought back", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await headOf(client);
    await client.patch(hello, { archived: true });
    assert.equal((await client.get(`${hello}/contents/README.md`)).status, 200);
    const answers = await Promise.all([
      client.post(`${data}/blobs`, { content: "a" }),
      client.post(`${data}/trees`, { tree: [{ path: "a", mode: "100644", type: "blob", content: "a" }] }),
      client.post(`${data}/refs`, { ref: "refs/heads/topic", sha }),
      client.patch(`${data}/refs/heads/main`, { sha }),
      client.delete(`${data}/refs/heads/main`),
      client.put(`${hello}/contents/a`, { message: "m", content: base64("a") }),
      client.post(`${hello}/pulls`, { title: "t", head: "a", base: "main" }),
      client.put(`${hello}/actions/permissions`, { enabled: true }),
      client.post(`${hello}/rulesets`, { name: "r", enforcement: "active" }),
      client.patch(hello, { name: "bye" }),
    ]);
    for (const answer of answers) assert.equal(told(answer), "403 Repository was archived so is read-only.");
    assert.equal((await client.patch(hello, { archived: false })).body["archived"], false);
    assert.equal((await client.post(`${data}/blobs`, { content: "a" })).status, 201);
  });
});

describe("a protected branch of the emulated GitHub", () => {
  const pullRequest = {
    type: "pull_request",
    parameters: {
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_approving_review_count: 0,
      required_review_thread_resolution: false,
    },
  };

  async function protect(client: CheckedClient, rules: readonly unknown[], more = {}): Promise<void> {
    const conditions = { ref_name: { include: ["~DEFAULT_BRANCH", "refs/heads/kept/*"], exclude: [] } };
    const ruleset = { name: "kept", target: "branch", enforcement: "active", conditions, rules, ...more };
    assert.equal((await client.post(`${hello}/rulesets`, ruleset)).status, 201);
  }

  const violation = (...messages: readonly string[]) =>
    `Repository rule violations found\n\n${messages.join("\n\n")}\n\n`;

  it("changes by pull requests alone", async () => {
    await using github = await emulate();
    const { client } = github;
    await protect(client, [pullRequest]);
    const sha = await commit(client, "a");
    const message = violation("Changes must be made through a pull request.");
    assert.equal(told(await client.patch(`${data}/refs/heads/main`, { sha })), `422 ${message}`);
    const file = { message: "m", content: base64("a") };
    assert.equal(told(await client.put(`${hello}/contents/a`, file)), `409 ${message}`);
    assert.equal((await client.post(`${data}/refs`, { ref: "refs/heads/topic", sha })).status, 201);
    const made = await client.post(`${hello}/pulls`, { title: "A", head: "topic", base: "main" });
    assert.equal((await client.put(`${hello}/pulls/${made.body["number"]}/merge`)).status, 200);
  });

  it("is neither made, moved, forced nor removed where rules say so, all of which are named", async () => {
    await using github = await emulate();
    const { client } = github;
    const sha = await commit(client, "a");
    const kept = `${data}/refs/heads/kept/one`;
    await client.post(`${data}/refs`, { ref: "refs/heads/kept/one", sha });
    const types = ["creation", "update", "deletion", "non_fast_forward", "required_signatures"];
    await protect(
      client,
      types.map((type) => ({ type })),
    );
    const main = await headOf(client);
    const next = await commit(client, "b");
    assert.deepEqual(
      [
        await client.post(`${data}/refs`, { ref: "refs/heads/kept/two", sha }),
        await client.patch(kept, { sha: main, force: true }),
        await client.patch(`${data}/refs/heads/main`, { sha: next }),
        await client.delete(kept),
      ].map(told),
      [
        `422 ${violation("Cannot create ref due to creations being restricted.")}`,
        `422 ${violation("Cannot update this protected ref.", "Cannot force-push to this ref.", "Commits must have verified signatures.")}`,
        `422 ${violation("Cannot update this protected ref.", "Commits must have verified signatures.")}`,
        `422 ${violation("Cannot delete this ref due to deletions being restricted.")}`,
      ],
    );
    assert.equal((await client.post(`${data}/refs`, { ref: "refs/heads/free", sha })).status, 201);
  });

  it("lets those through who may bypass it: always, or with a pull request", async () => {
    await using github = await emulate();
    const { client } = github;
    const actor = { actor_id: 5, actor_type: "RepositoryRole" };
    const bypass_actors = [{ ...actor, bypass_mode: "pull_request" }];
    await protect(client, [{ type: "update" }], { bypass_actors });
    const sha = await commit(client, "a");
    assert.equal((await client.patch(`${data}/refs/heads/main`, { sha })).status, 422);
    await client.post(`${data}/refs`, { ref: "refs/heads/topic", sha });
    const made = await client.post(`${hello}/pulls`, { title: "A", head: "topic", base: "main" });
    assert.equal((await client.put(`${hello}/pulls/${made.body["number"]}/merge`)).status, 200);
    const [ruleset] = (await client.get(`${hello}/rulesets`)).body as unknown as { id: number }[];
    const always = { bypass_actors: [{ ...actor, bypass_mode: "always" }] };
    await client.put(`${hello}/rulesets/${ruleset?.id}`, always);
    const next = await commit(client, "b");
    assert.equal((await client.patch(`${data}/refs/heads/main`, { sha: next })).status, 200);
  });
});

describe("a token at the emulated GitHub's git data", () => {
  it("makes nothing without the permission to write", async () => {
    await using github = await emulate({ permissions: { contents: "read" } });
    const { client } = github;
    const sha = await headOf(client);
    const answers = await Promise.all([
      client.post(`${data}/trees`, { tree: [{ path: "a", mode: "100644", type: "blob", content: "a" }] }),
      client.post(`${data}/commits`, { message: "m", tree: sha }),
      client.post(`${data}/refs`, { ref: "refs/heads/topic", sha }),
      client.patch(`${data}/refs/heads/main`, { sha }),
    ]);
    for (const answer of answers)
      assert.equal(told(answer), "403 Resource not accessible by personal access token");
  });

  it("makes no workflow without the permission of that name, whichever way it tries", async () => {
    await using github = await emulate({ permissions: { workflows: "none" } });
    const { client } = github;
    const head = await headOf(client);
    const workflow = ".github/workflows/a.yml";
    const entry = { mode: "100644", type: "blob", content: "on: push\n" };
    const refused = await client.post(`${data}/trees`, {
      base_tree: head,
      tree: [{ ...entry, path: workflow }],
    });
    assert.equal(told(refused), "403 Resource not accessible by personal access token");
    assert.equal(refused.headers.get("x-accepted-github-permissions"), "contents=write,workflows=write");
    const gone = { path: workflow, mode: "100644", type: "blob", sha: null };
    assert.equal((await client.post(`${data}/trees`, { base_tree: head, tree: [gone] })).status, 403);
    const below = await client.post(`${data}/trees`, { tree: [{ ...entry, path: "workflows/a.yml" }] });
    const folder = { path: ".github", mode: "040000", type: "tree", sha: below.body["sha"] };
    assert.equal((await client.post(`${data}/trees`, { tree: [folder] })).status, 403);
    assert.equal((await client.post(`${data}/trees`, { tree: [{ ...entry, path: "a.yml" }] })).status, 201);
  });

  it("points no branch or tag without it to a workflow that no branch holds yet", async () => {
    const rules = { permissions: { workflows: "write" as "write" | "none" } };
    await using github = await emulate(rules);
    const { client } = github;
    const sha = await commit(client, ".github/workflows/a.yml");
    rules.permissions.workflows = "none";
    for (const ref of ["refs/heads/topic", "refs/tags/v1"])
      assert.equal((await client.post(`${data}/refs`, { ref, sha })).status, 403, ref);
    assert.equal((await client.patch(`${data}/refs/heads/main`, { sha })).status, 403);
    rules.permissions.workflows = "write";
    await client.post(`${data}/refs`, { ref: "refs/heads/topic", sha });
    rules.permissions.workflows = "none";
    assert.equal((await client.post(`${data}/refs`, { ref: "refs/tags/v1", sha })).status, 201);
  });
});

describe("contents of the emulated GitHub that are no plain file", () => {
  it("are links, followed as far as they lead to a file of the repository", async () => {
    await using github = await emulate();
    const { client } = github;
    const head = await headOf(client);
    const tree = [
      { path: "to-file", mode: "120000", type: "blob", content: "README.md" },
      { path: "to-nothing", mode: "120000", type: "blob", content: "../elsewhere" },
    ];
    const { body } = await client.post(`${data}/trees`, { base_tree: head, tree });
    const made = await client.post(`${data}/commits`, { message: "m", tree: body["sha"], parents: [head] });
    await client.patch(`${data}/refs/heads/main`, { sha: made.body["sha"] });
    const read = async (path: string) => (await client.get(`${hello}/contents/${path}`)).body;
    const followed = await read("to-file");
    assert.deepEqual([followed["type"], followed["size"]], ["file", "# hello\n".length]);
    const link = await read("to-nothing");
    assert.deepEqual([link["type"], link["target"]], ["symlink", "../elsewhere"]);
  });

  it("are files over 1 MB, of which it gives all but the content", async () => {
    await using github = await emulate();
    const { client } = github;
    const content = Buffer.alloc(1024 * 1024 + 1, "a").toString("base64");
    const made = await client.put(`${hello}/contents/large`, { message: "m", content });
    assert.equal(made.status, 201);
    const { body } = await client.get(`${hello}/contents/large`);
    assert.deepEqual(
      [body["size"], body["content"], body["encoding"], body["sha"]],
      [1024 * 1024 + 1, "", "none", made.body["content"]?.["sha"]],
    );
    const raw = await client.get(`${hello}/contents/large`, {
      headers: { Accept: "application/vnd.github.raw+json" },
    });
    assert.equal(raw.body.length, 1024 * 1024 + 1);
    const blob = await client.get(`${data}/blobs/${body["sha"]}`);
    assert.equal(blob.body["encoding"], "base64");
  });
});
