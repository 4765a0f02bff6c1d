import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import {
  createDraft,
  deleteAsset,
  downloadAsset,
  findRelease,
  publishRelease,
  uploadAsset,
  type Release,
} from "../../../tasks/github/releases.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { validationFailed } from "../../../rehearsal/github/http/error.ts";
import type { Interception } from "../../../rehearsal/github/http/intercept.ts";
import { changeRecords, emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { git, workTree } from "../../rehearsal/github/on-disk.ts";
import { clientOf } from "./clients.ts";

const v1 = { tag: "v1", title: "One", prerelease: false, notes: "What is new" };
const wheel = { name: "hello-1-py3-none-any.whl", content: randomBytes(5000) };

/** A release's tag is there before its draft. */
async function draftAt(github: Emulated, draft = v1): Promise<Release> {
  git(workTree(github.root, "octocat/hello"), "tag", "--force", draft.tag);
  return createDraft(clientOf(github.url), draft);
}

function isFault(pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof TaskError && pattern.test(error.message);
}

describe("a release as tasks make it", () => {
  it("is a draft that is found by its tag, gets files, and is published with its tag", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    assert.equal(await findRelease(client, "v1"), null);
    const draft = await draftAt(github);
    assert.deepEqual([draft.draft, draft.target, draft.notes], [true, "main", "What is new"]);
    const asset = await uploadAsset(client, draft, wheel);
    assert.deepEqual([asset.sha256, asset.size], [sha256Of(wheel.content), 5000]);
    const found = await findRelease(client, "v1");
    assert.deepEqual(found?.assets, [asset]);
    assert.deepEqual(await downloadAsset(client, asset), wheel.content);
    const published = await publishRelease(client, draft, { latest: true });
    assert.equal(published.draft, false);
    const folder = workTree(github.root, "octocat/hello");
    assert.equal(git(folder, "rev-parse", "v1"), git(folder, "rev-parse", "main"));
    assert.deepEqual(await publishRelease(client, published, { latest: true }), published);
  });

  it("is made and published at a tag whose workflows the default branch has changed since", async () => {
    await using github = await emulate({ permissions: { workflows: "none" } });
    const folder = workTree(github.root, "octocat/hello");
    const workflow = join(folder, ".github/workflows/release.yml");
    mkdirSync(dirname(workflow), { recursive: true });
    for (const [content, then] of [
      ["on: push", ["tag", "v1"]],
      ["on: workflow_dispatch", ["status"]],
    ] as const) {
      writeFileSync(workflow, content);
      git(folder, "add", ".github");
      git(folder, "commit", "--quiet", "--message", content);
      git(folder, ...then);
    }
    const client = clientOf(github.url);
    const old = { tag_name: "v1", target_commitish: git(folder, "rev-parse", "v1"), draft: true };
    const refused = await github.client.post("/repos/octocat/hello/releases", old);
    assert.equal(refused.status, 403);
    const published = await publishRelease(client, await createDraft(client, v1), { latest: true });
    assert.equal(published.draft, false);
  });

  it("is not published once its tag is gone, which would be made anew elsewhere", async () => {
    await using github = await emulate();
    const draft = await draftAt(github);
    git(workTree(github.root, "octocat/hello"), "tag", "--delete", "v1");
    const late = publishRelease(clientOf(github.url), draft, { latest: true });
    await assert.rejects(late, isFault(/^tag v1: is gone; push it again/));
    assert.equal((await findRelease(clientOf(github.url), "v1"))?.draft, true);
  });

  it("is found published first, else the oldest of several drafts, on whatever page it stands", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const [first, second] = [await draftAt(github), await draftAt(github)];
    for (let count = 0; count < 3; count += 1) await draftAt(github, { ...v1, tag: `w${count}` });
    const short = {
      ...client,
      repository: client.repository,
      pages: ((path, entry, key) =>
        client.pages(path.replace("per_page=100", "per_page=2"), entry, key)) as typeof client.pages,
    };
    assert.equal((await findRelease(short, "v1"))?.id, first.id);
    await publishRelease(client, second, { latest: false });
    assert.equal((await findRelease(short, "v1"))?.id, second.id);
  });

  it("regression: a draft whose answer was lost was made twice", async () => {
    await using github = await emulate({}, { intercept: lost("POST /repos/{owner}/{repo}/releases") });
    const draft = await draftAt(github);
    assert.equal(draft.tag, "v1");
    assert.equal((await github.client.get("/repos/octocat/hello/releases")).body["length"], 1);
  });

  it("regression: one published by a request whose answer was lost was told as refused", async () => {
    const taken = validationFailed({ resource: "Release", code: "already_exists", field: "tag_name" });
    const answers = new Map<string, readonly (Interception | undefined)[]>([
      ["PATCH /repos/{owner}/{repo}/releases/{release_id}", ["break after", taken]],
    ]);
    const intercept = ({ operation, count }: { readonly operation: string; readonly count: number }) =>
      answers.get(operation)?.[count - 1];
    await using github = await emulate({}, { intercept });
    const published = await publishRelease(clientOf(github.url), await draftAt(github), { latest: true });
    assert.equal(published.draft, false);
    answers.set("PATCH /repos/{owner}/{repo}/releases/{release_id}", [undefined, undefined, taken]);
    const second = await draftAt(github, { ...v1, tag: "v2" });
    const refused = publishRelease(clientOf(github.url), second, { latest: true });
    await assert.rejects(refused, isFault(/already_exists/));
  });

  it("is never the latest where it is a pre-release", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const draft = await draftAt(github, { ...v1, tag: "v1rc1", prerelease: true });
    assert.equal((await publishRelease(client, draft, { latest: true })).prerelease, true);
    assert.equal((await github.client.get("/repos/octocat/hello/releases/latest")).status, 404);
  });
});

describe("the files of a release as tasks send them", () => {
  it("are left as they are when sent again, and replaced on a draft where they hold something else", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const draft = await draftAt(github);
    const first = await uploadAsset(client, draft, wheel);
    assert.equal((await uploadAsset(client, draft, wheel)).id, first.id);
    const other = { name: wheel.name, content: Buffer.from("other") };
    await assert.rejects(uploadAsset(client, draft, { ...other, onlyNew: true }), isFault(/other contents/));
    const second = await uploadAsset(client, draft, other);
    assert.notEqual(second.id, first.id);
    assert.deepEqual((await findRelease(client, "v1"))?.assets, [second]);
    await deleteAsset(client, second);
    await deleteAsset(client, second);
    const published = await publishRelease(client, draft, { latest: true });
    await uploadAsset(client, published, other);
    await assert.rejects(
      uploadAsset(client, published, wheel),
      isFault(/is on the release with other contents/),
    );
  });

  it("are whole after an answer that was lost", async () => {
    const operation = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    await using github = await emulate({}, { intercept: lost(operation) });
    const client = clientOf(github.url);
    const asset = await uploadAsset(client, await draftAt(github), wheel);
    assert.deepEqual((await findRelease(client, "v1"))?.assets, [asset]);
    assert.equal(github.requests()[operation], 1);
  });

  it("tell why they are refused, at once", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    await github.client.put("/repos/octocat/hello/immutable-releases");
    const published = await publishRelease(client, await draftAt(github), { latest: true });
    assert.equal(published.immutable, true);
    await assert.rejects(uploadAsset(client, published, wheel), isFault(/to an immutable release/));
    const draft = await draftAt(github, { ...v1, tag: "v2" });
    const renamed = { name: "hello-1!2.whl", content: wheel.content };
    await assert.rejects(
      uploadAsset(client, draft, renamed),
      isFault(/is kept by GitHub as hello-1\.2\.whl/),
    );
  });

  it("are refused where they are not what GitHub says of them", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const asset = await uploadAsset(client, await draftAt(github), wheel);
    const wrong = { ...asset, sha256: "0".repeat(64) };
    await assert.rejects(downloadAsset(client, wrong), isFault(/is not what GitHub says it is/));
    await assert.rejects(downloadAsset(client, { ...asset, size: 1 }), isFault(/is not what GitHub says/));
    await assert.rejects(downloadAsset(client, { ...asset, complete: false }), isFault(/broke off/));
  });

  it("are told apart by what they hold where a server knows no digests", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const draft = await draftAt(github);
    const { id } = await uploadAsset(client, draft, wheel);
    changeRecords(github.root, (records) => {
      const asset = records.repositories["octocat/hello"]?.releases[0]?.assets?.[0];
      if (asset) asset.digest = null;
    });
    assert.equal((await uploadAsset(client, draft, wheel)).id, id);
    const other = { name: wheel.name, content: randomBytes(5000) };
    assert.equal((await uploadAsset(client, draft, other)).sha256, sha256Of(other.content));
  });
});

/** Breaks the connection once an operation was done for the first time. */
function lost(operation: string) {
  return (asked: { readonly operation: string; readonly count: number }): Interception | undefined =>
    asked.operation === operation && asked.count === 1 ? "break after" : undefined;
}
