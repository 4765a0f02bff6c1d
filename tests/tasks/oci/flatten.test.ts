import assert from "node:assert/strict";
import { zstdCompressSync } from "node:zlib";
import { flatten } from "../../../tasks/oci/flatten.ts";
import { digestOf } from "../../../tasks/oci/layout.ts";
import { readLayer, zstdOf } from "../../../tasks/oci/layer.ts";
import { writePax } from "../../../tasks/tar/pax.ts";
import { type Written, blobOf, layerOf, tarOf } from "./layers.ts";

async function flattened(...layers: readonly (readonly Written[])[]) {
  const read = await Promise.all(layers.map((entries) => readLayer(layerOf(tarOf(entries)))));
  return flatten(read.map(({ entries }) => entries));
}

const folder = (path: string): Written => ({ path: `${path}/`, type: "5", mode: 0o755 });

describe("layers over each other", () => {
  it("show the uppermost of each path, and tell whose it is", async () => {
    const root = await flattened(
      [folder("etc"), { path: "./etc/a", content: "1" }],
      [{ path: "etc/a", content: "2" }],
    );
    assert.deepEqual([...root.keys()], ["etc", "etc/a"]);
    assert.deepEqual([root.get("etc/a")?.content.toString(), root.get("etc/a")?.layer], ["2", 1]);
  });

  it("hide by a whiteout what lies below, a folder with all that is in it, and nothing of their own", async () => {
    const root = await flattened(
      [folder("a"), { path: "a/b" }, folder("ab"), { path: "ab/c" }, { path: "d" }],
      [{ path: ".wh.a" }, { path: ".wh.d" }, { path: "d" }],
    );
    assert.deepEqual([...root.keys()].sort(), ["ab", "ab/c", "d"]);
  });

  it("hide by an opaque whiteout all that lower layers have in the folder", async () => {
    const root = await flattened(
      [folder("a"), { path: "a/old" }],
      [folder("a"), { path: "a/new" }, { path: "a/.wh..wh..opq" }],
    );
    assert.deepEqual([...root.keys()], ["a", "a/new"]);
  });

  it("put a file in place of a folder", async () => {
    const root = await flattened([folder("a"), { path: "a/b" }], [{ path: "a" }]);
    assert.deepEqual([...root.keys()], ["a"]);
  });
});

describe("a layer", () => {
  it("tells rights, owners, links and capabilities, with names that need extended headers", async () => {
    const long = `${"x".repeat(90)}/${"y".repeat(90)}`;
    const records = (key: string, value: string) => writePax(new Map([[key, value]]));
    const { entries, diffId, size } = await readLayer(
      layerOf(
        tarOf([
          { path: "bin/su", mode: 0o4755, uid: 1000 },
          { path: "bin/sh", type: "2", mode: 0o777, target: "busybox" },
          { path: "dev/null", type: "3", mode: 0o666 },
          { path: "pax", type: "x", content: records("path", long) },
          { path: "short" },
          { path: "pax", type: "x", content: records("SCHILY.xattr.security.capability", "abc") },
          { path: "bin/ping" },
        ]),
      ),
    );
    assert.deepEqual(
      entries.map(({ path, kind, mode, uid, target, capable }) => [path, kind, mode, uid, target, capable]),
      [
        ["bin/su", "file", 0o4755, 1000, "", false],
        ["bin/sh", "symlink", 0o777, 0, "busybox", false],
        ["dev/null", "other", 0o666, 0, "", false],
        [long, "file", 0o644, 0, "", false],
        ["bin/ping", "file", 0o644, 0, "", true],
      ],
    );
    assert.ok(diffId.startsWith("sha256:") && size % 512 === 0);
  });

  it("is read packed by zstd, or not at all", async () => {
    const archive = tarOf([{ path: "a" }]);
    for (const bytes of [zstdCompressSync(archive), archive]) {
      const { entries, diffId } = await readLayer(blobOf(bytes));
      assert.deepEqual([entries.length, diffId], [1, digestOf(archive)]);
    }
  });

  it("tells a Node that doesn't know zstd what to do", () => {
    assert.throws(
      () => zstdOf({}),
      /is packed by zstd, which this Node can't unpack; run it by Node 22\.15 or newer/,
    );
  });

  it("is refused where a size leads back to what was read, which would never end", async () => {
    const records = writePax(new Map([["size", "-1536"]]));
    const archive = tarOf([{ path: "pax", type: "x", content: records }, { path: "a" }]);
    await assert.rejects(readLayer(layerOf(archive)), /layer sha256:.*: has no number as a size; /);
  });

  it("is refused where it is cut off", async () => {
    const archive = tarOf([{ path: "a", content: "x".repeat(2000) }]);
    await assert.rejects(readLayer(layerOf(archive.subarray(0, 1024))), /layer sha256:.*: is cut off/);
    await assert.rejects(readLayer(layerOf(archive.subarray(0, 2560))), /is cut off/);
  });
});
