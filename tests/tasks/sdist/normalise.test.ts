import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { normaliseSdist } from "../../../tasks/sdist/normalise.ts";
import type { TarEntry } from "../../../tasks/tar/entry.ts";
import { readTar } from "../../../tasks/tar/read.ts";
import { archive, entries, raw, written } from "../tar/archives.ts";

const normalisation = { place: "pkg-1.0.tar.gz", time: 1_700_000_000, bound: 2 ** 24 };

const normalised = (file: Uint8Array) => Buffer.from(normaliseSdist(file, normalisation));

const header = fc.record({
  mode: fc.constantFrom(0o600, 0o644, 0o664, 0o755, 0o777),
  time: fc.nat(),
  owner: fc.nat(65_535),
  ownerName: fc.constantFrom("", "root", "runner"),
});

/** The same entries in any order, with any owners, times and modes, compressed in any way. */
const packed = (all: readonly TarEntry[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...all], { minLength: all.length }),
      fc.array(header, { minLength: all.length, maxLength: all.length }),
      fc.constantFrom("pax" as const, "gnu" as const),
      fc.constantFrom(0, 1, 9),
    )
    .map(([order, headers, way, level]) =>
      gzipSync(archive(...order.map((entry, index) => written(entry, headers[index] ?? {}, way))), { level }),
    );

const pair = entries.chain((all) => fc.tuple(fc.constant(all), packed(all), packed(all)));

const byPath = (all: readonly TarEntry[]) =>
  new Map(
    all.map((entry) => [
      entry.path,
      entry.kind === "file" ? { ...entry, content: Buffer.from(entry.content) } : entry,
    ]),
  );

describe("a normalised sdist", () => {
  it("holds what it held: names, contents, links, and what can be run", () => {
    fc.assert(
      fc.property(pair, ([all, file]) => {
        assert.deepEqual(byPath(readTar("sdist", gunzipSync(normalised(file)))), byPath(all));
      }),
    );
  });

  it("does not depend on order, times, owners, modes, nor on how it was written and compressed", () => {
    fc.assert(fc.property(pair, ([, one, other]) => assert.deepEqual(normalised(one), normalised(other))));
  });

  it("stays the same when it is normalised again", () => {
    fc.assert(
      fc.property(pair, ([, file]) => {
        const once = normalised(file);
        assert.deepEqual(normalised(once), once);
      }),
    );
  });

  it("is sorted by the bytes of its names, as any locale would have it", () => {
    const names = ["pkg/b", "pkg/B", "pkg/a/x", "pkg/a.txt", "pkg/é", "pkg/😀", "pkg/\uffee"];
    const file = gzipSync(archive(...names.map((name) => raw({ name }))));
    const sorted = readTar("sdist", gunzipSync(normalised(file))).map(({ path }) => path);
    assert.deepEqual(sorted, ["pkg/B", "pkg/a.txt", "pkg/a/x", "pkg/b", "pkg/é", "pkg/\uffee", "pkg/😀"]);
  });

  it("has no name, no time and no system in its gzip header", () => {
    const file = normalised(gzipSync(archive(raw({ name: "pkg/a" }, "a"))));
    assert.deepEqual([...file.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  });

  it("makes a file of a hard link, whose other name may come later in the order", () => {
    const parts = [
      raw({ name: "pkg/z", mode: 0o700 }, "text"),
      raw({ name: "pkg/a", type: "1", target: "pkg/z" }),
    ];
    const [a, z] = readTar("sdist", gunzipSync(normalised(gzipSync(archive(...parts)))));
    assert.deepEqual({ ...a, path: "pkg/z" }, z);
    assert.ok(a?.kind === "file" && a.executable && Buffer.from(a.content).toString() === "text");
  });

  it("refuses what unpacks to more than the bound, before it takes the memory for it", () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 25));
    assert.ok(bomb.length < 2 ** 16);
    assert.throws(
      () => normalised(bomb),
      /^TaskError: pkg-1\.0\.tar\.gz: is more than 16 MiB unpacked; .*--max-size/,
    );
  });

  it("refuses what is cut off at any byte, or is no gzip", () => {
    const whole = gzipSync(archive(raw({ name: "pkg/a" }, "contents of a"), raw({ name: "pkg/b" }, "b")));
    for (let length = 0; length < whole.length; length += 1)
      assert.throws(
        () => normalised(whole.subarray(0, length)),
        /^TaskError: pkg-1\.0\.tar\.gz: /,
        `${length}`,
      );
    assert.throws(() => normalised(Buffer.from("PK\x03\x04")), /is not compressed by gzip/);
  });
});
