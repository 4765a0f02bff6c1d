import assert from "node:assert/strict";
import { clean } from "../../../tasks/image-cleanup/clean.ts";
import { linesOf } from "../../../tasks/image-cleanup/show.ts";
import { MemoryImage, cleaning } from "./memory.ts";

/** An old untagged image of two platforms: its index first. */
function oldImage(image: MemoryImage): readonly [string, string, string] {
  const [amd64, arm64] = [image.push({}), image.push({})];
  return [image.push({ parts: [amd64, arm64] }), amd64, arm64];
}

/** Does something once, before the first request of that kind is answered. */
function onceBefore(image: MemoryImage, request: string, what: () => void): void {
  let done = false;
  image.step = (asked) => {
    if (asked !== request || done) return;
    done = true;
    what();
  };
}

describe("a clean-up of an image", () => {
  it("keeps a version that a tag came to after it was read, and what that leads to", async () => {
    const image = new MemoryImage();
    image.push({ tags: ["1.0"] });
    const [index] = oldImage(image);
    onceBefore(image, "version", () => image.tags.set("1.1", index));
    const { kept } = await clean(image.sources(), cleaning);
    assert.deepEqual(image.deleted, []);
    assert.deepEqual(kept.map(({ why }) => why).toSorted(), [
      "behind tag 1.1, which came meanwhile",
      "behind tag 1.1, which came meanwhile",
      "tag 1.0",
      "tag 1.1, which came meanwhile",
    ]);
  });

  it("keeps an old platform that stands in an index which was pushed and tagged while others went", async () => {
    const image = new MemoryImage();
    image.push({ tags: ["1.0"] });
    const [platform] = [image.push({}), image.push({})];
    onceBefore(image, "delete", () => image.push({ parts: [platform], tags: ["main"], age: 0 }));
    await clean(image.sources(), { ...cleaning, batch: 1 });
    assert.equal(image.deleted.length, 1);
    assert.ok(image.stored.has(platform));
  });

  it("keeps what was pushed again after it was read", async () => {
    const image = new MemoryImage();
    const old = image.push({});
    onceBefore(image, "version", () => (image.stored.get(old)!.changed = cleaning.since + 1));
    const { kept } = await clean(image.sources(), cleaning);
    assert.deepEqual([image.deleted, kept[0]?.why], [[], "changed meanwhile"]);
  });

  it("keeps an old platform of an index that is younger", async () => {
    const image = new MemoryImage();
    const platform = image.push({ age: 200 });
    image.push({ parts: [platform], age: 3 });
    const { kept } = await clean(image.sources(), cleaning);
    const whys = kept.map(({ why }) => why);
    assert.deepEqual(whys, ["behind younger than 30 days", "younger than 30 days"]);
  });

  it("keeps what GitHub refuses to delete, with its platforms, and goes on with the others", async () => {
    const image = new MemoryImage();
    const [index] = oldImage(image);
    const other = image.push({});
    image.stored.get(index)!.refused = "versions with more than 5000 downloads cannot be deleted";
    const said: string[] = [];
    const cleaned = await clean(image.sources(), { ...cleaning, say: (line) => said.push(line) });
    assert.deepEqual(image.deleted, [other]);
    assert.equal(cleaned.kept.length, 3);
    assert.match(said.join("\n"), /is kept: GitHub says versions with more than 5000 downloads/);
  });

  it("removes nothing where a tag leads to what is missing, and names both", async () => {
    const image = new MemoryImage();
    const [index, amd64] = oldImage(image);
    image.tags.set("1.0", index);
    image.push({});
    image.stored.delete(amd64);
    await assert.rejects(clean(image.sources(), cleaning), (error: Error) => {
      assert.ok(error.message.includes(`${amd64}: is missing, and tag 1.0 leads to it; nothing`));
      return true;
    });
    assert.deepEqual(image.deleted, []);
  });

  it("does not mind that what an attestation or a ledger is about was deleted by hand", async () => {
    const image = new MemoryImage();
    const gone = `sha256:${"0".repeat(64)}`;
    const attestation = image.push({ subject: gone });
    image.push({ parts: [attestation], tags: [gone.replace(":", "-")] });
    image.ledger.push(`sha256:${"1".repeat(64)}`);
    const other = image.push({});
    await clean(image.sources(), cleaning);
    assert.deepEqual(image.deleted, [other]);
  });

  it("leaves alone what the packages API lists and the registry does not have", async () => {
    const image = new MemoryImage();
    const [ghost, other] = [image.push({}), image.push({})];
    const sources = image.sources();
    const { readManifest } = sources.registry;
    const registry = {
      ...sources.registry,
      readManifest: async (digest: string) => (digest === ghost ? null : await readManifest(digest)),
    };
    const { kept } = await clean({ ...sources, registry }, cleaning);
    assert.deepEqual(image.deleted, [other]);
    assert.equal(kept[0]?.why, "the registry has no manifest of it");
  });

  it("removes nothing where a manifest is none", async () => {
    for (const content of ["", "[]", "{}}", '{"manifests":{}}', '{"manifests":[{"digest":"latest"}]}']) {
      const image = new MemoryImage();
      const [damaged] = [image.push({}), image.push({})];
      image.stored.set(damaged, { ...image.stored.get(damaged)!, content: Buffer.from(content) });
      await assert.rejects(clean(image.sources(), cleaning), /is no manifest/);
      assert.deepEqual(image.deleted, []);
    }
  });

  it("removes so many in one run, indexes before their platforms, and the rest in the next", async () => {
    const image = new MemoryImage();
    const [index] = oldImage(image);
    const first = await clean(image.sources(), { ...cleaning, most: 1 });
    assert.deepEqual(image.deleted, [index]);
    assert.equal(first.left.length, 2);
    const lines = linesOf(first, { image: "ghcr.io/octo-org/octo-package", dryRun: false });
    assert.equal(lines.at(-1), "ghcr.io/octo-org/octo-package: 1 removed, 0 kept, 2 left for the next run.");
    await clean(image.sources(), cleaning);
    assert.equal(image.stored.size, 0);
  });

  it("tells a removed platform that an index needs which came while it went", async () => {
    const image = new MemoryImage();
    image.push({ tags: ["1.0"] });
    const platform = image.push({});
    onceBefore(image, "delete", () => image.push({ parts: [platform], tags: ["main"], age: 0 }));
    await assert.rejects(clean(image.sources(), cleaning), /is missing, and tag main leads to it/);
  });
});
