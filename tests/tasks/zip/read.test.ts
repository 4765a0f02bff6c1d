import assert from "node:assert/strict";
import fc from "fast-check";
import { readZip } from "../../../tasks/zip/read.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { type RawZipEntry, zip } from "./archives.ts";

const contents = (archive: Uint8Array) =>
  readZip("a.whl", archive).map(({ path, kind, content }) => [path, kind, Buffer.from(content).toString()]);

const sound: readonly RawZipEntry[] = [
  { name: "pkg/a.py", content: "import b\n".repeat(20), deflate: true },
  { name: "pkg/é.txt", content: "stored" },
];

describe("a zip archive", () => {
  it("is read stored, deflated, with folders and links, and with sizes behind the contents", () => {
    const archive = zip([
      { name: "pkg/", mode: 0o040755 },
      { name: "pkg/a", content: "aaaaaaaaaaaaaaaa", deflate: true, descriptor: "marked" },
      { name: "pkg/b", content: "b", descriptor: "bare", mode: 0o100755 },
      { name: "pkg/c", content: "c", descriptor: "wide" },
      { name: "pkg/d", content: "a", mode: 0o120777 },
    ]);
    assert.deepEqual(contents(archive), [
      ["pkg", "folder", ""],
      ["pkg/a", "file", "aaaaaaaaaaaaaaaa"],
      ["pkg/b", "file", "b"],
      ["pkg/c", "file", "c"],
      ["pkg/d", "symlink", "a"],
    ]);
    assert.equal(readZip("a.whl", archive)[2]?.mode, 0o755);
  });

  it("is read where its sizes and offsets are those of a large one (zip64)", () => {
    const large = zip(
      sound.map((entry) => ({ ...entry, zip64: true })),
      { zip64: true },
    );
    assert.deepEqual(contents(large), contents(zip(sound)));
  });

  const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["is none", Buffer.from("%PDF-1.7, and enough of it for an end"), /^a\.whl: is no zip archive; /],
    ["is empty", Buffer.alloc(0), /is no zip archive/],
    ["leads out", zip([{ name: "../x" }]), /a\.whl, \.\.\/x: leads out of its folder/],
    ["is absolute", zip([{ name: "/etc/x" }]), /is an absolute path/],
    ["is absolute on Windows", zip([{ name: "C:/x" }]), /is an absolute path/],
    ["has a backslash", zip([{ name: "a\\..\\x" }]), /has a backslash/],
    ["is there twice", zip([{ name: "a" }, { name: "a" }]), /a\.whl, a: is there twice/],
    ["is not UTF-8", zip([{ name: "", nameBytes: Buffer.from([0xff, 0xfe]) }]), /not UTF-8/],
    ["is encrypted", zip([{ name: "a", flags: 1 }]), /is encrypted/],
    ["is packed by LZMA", zip([{ name: "a", method: 14 }]), /can't read/],
    ["has a wrong checksum", zip([{ name: "a", content: "x", crc: 1 }]), /checksum is wrong/],
    ["has two names", zip([{ name: "a", localName: "b" }]), /is not what the directory says/],
    ["has hidden bytes", zip(sound, { between: "hidden" }), /does not follow the entry before it/],
    ["has hidden bytes at its end", zip(sound.slice(0, 1), { between: "PK" }), /belong to no entry/],
    ["has a comment, where a second end could be", zip(sound, { comment: "x" }), /goes on behind its end/],
    ["has contents in a folder", zip([{ name: "a/", content: "x" }]), /has contents, and is no file/],
    ["has no zip64 record", zip(sound, { zip64: true }).subarray(0, -42), /ends too early/],
  ];
  for (const [name, archive, fault] of refused) {
    it(`is refused where it ${name}`, () => {
      assert.throws(
        () => readZip("a.whl", archive),
        (error) => error instanceof TaskError && fault.test(error.message),
      );
    });
  }

  it("is refused as a bomb before anything is unpacked, and unpacked to no more than it says", () => {
    const zeros = Buffer.alloc(2 ** 22);
    const bomb = zip([{ name: "a", content: zeros, deflate: true }]);
    assert.ok(bomb.length < 2 ** 13);
    assert.throws(() => readZip("a.whl", bomb, 2 ** 21), /a\.whl: is more than 2 MiB unpacked/);
    const lying = zip([{ name: "a", content: zeros, deflate: true, unpacked: 10 }]);
    assert.throws(() => readZip("a.whl", lying, 2 ** 21), /can't be unpacked to the size/);
  });

  it("is refused where two entries share their bytes, as in a bomb of overlapping files", () => {
    const archive = zip(sound);
    const directory = archive.readUInt32LE(archive.length - 6);
    const second = directory + 46 + Buffer.byteLength("pkg/a.py");
    archive.writeUInt32LE(0, second + 42);
    assert.throws(() => readZip("a.whl", archive), /does not follow the entry before it/);
  });

  it("is refused for all that can be told at once", () => {
    assert.throws(
      () => readZip("a.whl", zip([{ name: "../x" }, { name: "b", flags: 1 }])),
      (error) => error instanceof TaskError && error.faults.length === 2,
    );
  });

  it("is refused cut off at any byte", () => {
    const whole = zip(sound);
    for (let length = 0; length < whole.length; length += 1)
      assert.throws(() => readZip("a.whl", whole.subarray(0, length)), TaskError, `${length}`);
  });

  it("is read as it was, or refused, whichever of its bytes changes", () => {
    const before = contents(zip(sound));
    fc.assert(
      fc.property(fc.nat(zip(sound).length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = zip(sound);
        changed[at] = (changed[at] ?? 0) ^ by;
        try {
          const after = readZip("a.whl", changed);
          assert.deepEqual(
            after.map(({ content }) => Buffer.from(content).toString()),
            before.map(([, , content]) => content),
          );
        } catch (error) {
          if (!(error instanceof TaskError)) throw error;
        }
      }),
      { numRuns: 600 },
    );
  });
});
