import assert from "node:assert/strict";
import fc from "fast-check";
import { text, type Answer, type CheckedClient } from "../checked-client.ts";
import { base64, emulate } from "../emulated.ts";
import { files, git, workTree } from "../on-disk.ts";

const hello = "/repos/octocat/hello";

function write(
  client: CheckedClient,
  path: string,
  { content, ...more }: { readonly content: string; readonly [key: string]: unknown },
): Promise<Answer> {
  return client.put(`${hello}/contents/${path}`, {
    message: `Write ${path}`,
    content: base64(content),
    ...more,
  });
}

describe("contents of the emulated GitHub", () => {
  it("gives a file back with the reference in its address, as the real provider needs it", async () => {
    await using github = await emulate();
    await write(github.client, "docs/a%20b.md", { content: "text" });
    const { body } = await github.client.get(`${hello}/contents/docs/a%20b.md?ref=main`);
    assert.equal(Buffer.from(text(body["content"]), "base64").toString(), "text");
    assert.equal(new URL(text(body["url"])).searchParams.get("ref"), "main");
    const byDefault = await github.client.get(`${hello}/contents/docs/a%20b.md`);
    assert.equal(new URL(text(byDefault.body["url"])).searchParams.get("ref"), "main");
    const raw = await github.client.get(`${hello}/contents/docs/a%20b.md`, {
      headers: { Accept: "application/vnd.github.raw+json" },
    });
    assert.equal(raw.body, "text");
  });

  it("keeps the author and the message that a request names", async () => {
    await using github = await emulate();
    const author = { name: "Mona", email: "mona@example.com" };
    const { body } = await write(github.client, "a", {
      content: "1",
      message: "Say why",
      author,
      committer: author,
    });
    const commit = await github.client.get(`${hello}/commits/${body["commit"]?.["sha"]}`);
    assert.equal(commit.body["commit"]?.["message"], "Say why");
    assert.equal(commit.body["commit"]["committer"]?.["name"], "Mona");
    assert.equal(commit.body["files"]?.[0]?.["filename"], "a");
  });

  it("refuses what the service refuses", async () => {
    await using github = await emulate();
    const { client } = github;
    const made = await write(client, "file", { content: "1" });
    const sha = made.body["content"]?.["sha"];
    const at = `${hello}/contents/file`;
    const refusals: readonly (readonly [Promise<Answer>, number, RegExp])[] = [
      [write(client, "file", { content: "2" }), 422, /"sha" wasn't supplied/],
      [write(client, "file", { content: "2", sha: "0".repeat(40) }), 409, /file does not match 0{40}/],
      [write(client, "other", { content: "2", sha }), 409, /other does not match/],
      [write(client, "a", { content: "2", branch: "nowhere" }), 404, /Branch nowhere not found/],
      [write(client, "file/below", { content: "2" }), 422, /file is not a directory/],
      [write(client, "a/..%2F..%2Fup", { content: "2" }), 422, /malformed path component/],
      [write(client, ".git/config", { content: "2" }), 422, /malformed path component/],
      [client.put(at, { content: base64("2"), sha }, { wrong: true }), 422, /"message" wasn't supplied/],
      [client.put(at, { message: "m", content: "???", sha }), 422, /not valid Base64/],
      [client.put(at, "{", { wrong: true }), 400, /Problems parsing JSON/],
      [client.delete(at, { message: "m" }, { wrong: true }), 422, /"sha" wasn't supplied/],
      [client.delete(at, { message: "m", sha: "0".repeat(40) }), 409, /does not match/],
      [client.delete(`${hello}/contents/none`, { message: "m", sha: sha }), 404, /Not Found/],
      [client.get(`${hello}/contents/none`), 404, /Not Found/],
      [client.get(`${at}?ref=nowhere`), 404, /No commit found for the ref nowhere/],
      [client.get("/repos/octocat/none/contents/file"), 404, /Not Found/],
    ];
    for (const [answer, status, message] of refusals) {
      const { status: got, body } = await answer;
      assert.equal(got, status, JSON.stringify(body));
      assert.match(text(body["message"]), message);
      assert.match(text(body["documentation_url"]), /^https:\/\/docs\.github\.com\/rest/);
    }
    assert.deepEqual(
      files(workTree(github.root, "octocat/hello")),
      new Map([
        ["README.md", "# hello\n"],
        ["file", "1"],
      ]),
    );
  });

  it("lets exactly one of two win who change the same state of a file", async () => {
    await using github = await emulate();
    const sha = (await write(github.client, "file", { content: "0" })).body["content"]?.["sha"];
    const answers = await Promise.all(
      ["1", "2", "3"].map((text) => write(github.client, "file", { content: text, sha })),
    );
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 200);
    assert.equal(files(workTree(github.root, "octocat/hello")).get("file"), ["1", "2", "3"][winner]);
  });

  it("holds after any sequence of writes and deletions just what was written last", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    let run = 0;
    const names = ["a", "b/c", "b/d", "b/e/f", "b-", "b.x", "zoë/ü"];
    const step = fc.record({
      name: fc.constantFrom(...names),
      content: fc.option(fc.string({ maxLength: 20, unit: "binary" })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async (steps) => {
        const prefix = `run${++run}`;
        const model = new Map<string, string>();
        for (const { name, content } of steps)
          await apply(github.client, model, { path: `${prefix}/${name}`, content });
        const onDisk = [...files(folder)].filter(([path]) => path.startsWith(`${prefix}/`));
        assert.deepEqual(new Map(onDisk.toSorted()), new Map([...model].toSorted()));
        const tree = await github.client.get(`${hello}/git/trees/main?recursive=1`);
        const blobs = (tree.body["tree"] as unknown as { path: string; type: string }[]).filter(
          ({ type }) => type === "blob",
        );
        const inGit = blobs.map(({ path }) => path).filter((path) => path.startsWith(`${prefix}/`));
        assert.deepEqual(inGit.toSorted(), [...model.keys()].toSorted());
      }),
      { numRuns: 8 },
    );
    assert.equal(git(folder, "status", "--porcelain"), "");
    assert.equal(git(folder, "fsck", "--strict", "--no-dangling"), "");
  }).timeout(60_000);
});

async function apply(
  client: CheckedClient,
  model: Map<string, string>,
  { path, content }: { readonly path: string; readonly content: string | null },
): Promise<void> {
  const address = `${hello}/contents/${path.split("/").map(encodeURIComponent).join("/")}`;
  const before = await client.get(address);
  assert.equal(before.status, model.has(path) ? 200 : 404);
  const sha = before.status === 200 ? { sha: before.body["sha"] } : {};
  if (content !== null) {
    await client.put(address, { message: "write", content: base64(content), ...sha });
    model.set(path, Buffer.from(content).toString());
  } else if (model.has(path)) {
    assert.equal((await client.delete(address, { message: "delete", ...sha })).status, 200);
    model.delete(path);
  }
}
