import assert from "node:assert/strict";
import { ShapeError } from "../../../tasks/json/shape.ts";
import { type ReleaseLedger, readLedger, writeLedger } from "../../../tasks/ledger/release-ledger.ts";

const hash = "ab".repeat(32);
const file = (name: string) => ({ name, sha256: hash, size: 3 });
const ledger: ReleaseLedger = {
  schema: 1,
  package: "demo",
  version: "1.0",
  tag: "v1.0",
  commit: "c".repeat(40),
  workflow: "release.yml",
  run: { id: 7, attempt: 2 },
  sealed: "2026-11-22T10:00:00.000Z",
  finished: null,
  files: [file("b.whl"), file("a.tar.gz")],
  extras: [],
  channels: [
    {
      name: "pypi",
      title: "PyPI",
      read: "2026-11-22T10:05:00.000Z",
      decision: "publish",
      files: [{ ...file("b.whl"), uploaded: null }],
      image: null,
    },
  ],
  tested: null,
};

describe("the ledger's file", () => {
  it("is the same for the same ledger, whatever the order of its files and keys", () => {
    const turned = Object.fromEntries(Object.entries(ledger).reverse()) as unknown as ReleaseLedger;
    const other = writeLedger({ ...turned, files: ledger.files.toReversed() });
    assert.equal(other.toString(), writeLedger(ledger).toString());
  });

  it("is read as it was written, sorted", () => {
    const read = readLedger(writeLedger(ledger));
    assert.deepEqual(read, { ...ledger, files: ledger.files.toReversed() });
  });

  it("tells each test once, and is read where an older release told none", () => {
    const test = { what: "test", platform: "linux-x86_64", python: "3.13" };
    const image = { what: "image", platform: "linux-x86_64", python: null };
    const read = readLedger(writeLedger({ ...ledger, tested: [test, image, test] }));
    assert.deepEqual(read.tested, [image, test]);
    const { tested: _, ...older } = ledger;
    assert.equal(readLedger(Buffer.from(JSON.stringify(older))).tested, null);
  });

  it("tells of an image its index and its platforms, and is read where it is from before there were images", () => {
    const [channel] = ledger.channels;
    const platforms = [{ platform: "linux/amd64", digest: `sha256:${hash}` }];
    const image = { digest: `sha256:${"0".repeat(64)}`, platforms };
    const whole = { ...ledger, channels: [channel!, { ...channel!, name: "image", image }] };
    assert.deepEqual(readLedger(writeLedger(whole)).channels, whole.channels);
    const { image: _, ...old } = channel!;
    const before = Buffer.from(JSON.stringify({ ...ledger, channels: [old] }));
    assert.deepEqual(readLedger(before).channels, [channel]);
    const broken = { ...image, platforms: [{ platform: "linux/amd64", digest: "1.0" }] };
    const damaged = Buffer.from(JSON.stringify({ ...ledger, channels: [{ ...old, image: broken }] }));
    assert.throws(
      () => readLedger(damaged),
      new ShapeError("channels[0].image.platforms[0].digest", "a SHA-256 digest"),
    );
  });

  it("names the place where it is none", () => {
    const broken = (change: object) => () =>
      readLedger(Buffer.from(JSON.stringify({ ...ledger, ...change })));
    assert.throws(broken({ schema: 2 }), new ShapeError("schema", "1"));
    assert.throws(
      broken({ files: [{ ...file("a"), sha256: "x" }] }),
      new ShapeError("files[0].sha256", "a SHA-256"),
    );
    assert.throws(() => readLedger(Buffer.from("{")), new ShapeError("", "JSON"));
  });
});
