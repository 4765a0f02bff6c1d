import assert from "node:assert/strict";
import fc from "fast-check";
import { TaskError } from "../../../tasks/program/fault.ts";
import { readTar } from "../../../tasks/tar/read.ts";
import { archive, pax, raw } from "./archives.ts";

const file = raw({ name: "pkg/file" }, "text");

/** What keeps an archive from being read, each with what is said of it. */
const refused: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
  "an absolute path": [archive(raw({ name: "/etc/passwd" })), /passwd: is an absolute path/],
  "a drive": [archive(raw({ name: "C:/x" })), /C:\/x: is an absolute path/],
  "a path that leads out": [archive(raw({ name: "pkg/../../x" })), /leads out of its folder/],
  "a path that leads out, by an extended header": [
    archive(raw({ name: "x", type: "x" }, pax("path=../x")), file),
    /\.\.\/x: leads out/,
  ],
  "a path that leads out, by GNU's long name": [
    archive(raw({ name: "x", type: "L" }, "pkg/../../x\0"), file),
    /leads out/,
  ],
  "a path that leads out, by its prefix": [archive(raw({ name: "x", prefix: ".." })), /\.\.\/x: leads out/],
  "a backslash": [archive(raw({ name: "pkg\\x" })), /has a backslash/],
  "a control character": [archive(raw({ name: "pkg/\x1b[2J" })), /control character/],
  "a path not written plainly": [archive(raw({ name: "pkg//x" })), /is not written plainly/],
  "an empty name": [archive(raw({ name: "" })), /an entry: has no name/],
  "a link that leads out": [
    archive(raw({ name: "pkg/x", type: "2", target: "../../y" })),
    /pkg\/x: links to outside/,
  ],
  "a link beside the one folder": [
    archive(raw({ name: "pkg/x", type: "2", target: "../other" })),
    /links to outside/,
  ],
  "an absolute link": [
    archive(raw({ name: "pkg/x", type: "2", target: "/etc" })),
    /links to an absolute path/,
  ],
  "a hard link to nothing": [
    archive(raw({ name: "pkg/x", type: "1", target: "pkg/y" })),
    /hard link to no file/,
  ],
  "a hard link that leads out": [
    archive(file, raw({ name: "pkg/x", type: "1", target: "/etc/passwd" })),
    /hard link to no file/,
  ],
  "a file below a link": [
    archive(raw({ name: "pkg/x", type: "2", target: "." }), raw({ name: "pkg/x/y" })),
    /pkg\/x\/y: lies below what is no folder/,
  ],
  "a file below a file": [archive(file, raw({ name: "pkg/file/x" })), /lies below what is no folder/],
  "a character device": [archive(raw({ name: "pkg/x", type: "3" })), /is neither a file/],
  "a block device": [archive(raw({ name: "pkg/x", type: "4" })), /is neither a file/],
  "a pipe": [archive(raw({ name: "pkg/x", type: "6" })), /is neither a file/],
  "a sparse file of GNU's": [archive(raw({ name: "pkg/x", type: "S" })), /is neither a file/],
  "a sparse file of pax": [
    archive(raw({ name: "x", type: "x" }, pax("GNU.sparse.major=1")), file),
    /is a sparse file/,
  ],
  "a folder with contents": [archive(raw({ name: "pkg", type: "5" }, "x")), /has contents, and is no file/],
  "a name that is there twice": [archive(file, file), /pkg\/file: is there twice/],
  "a second folder": [archive(file, raw({ name: "other/x" })), /other: lies beside the archive's one folder/],
  "one name for all": [
    archive(raw({ name: "x", type: "g" }, pax("path=pkg/y")), file),
    /one name or size to all/,
  ],
  "a broken extended header": [
    archive(raw({ name: "x", type: "x" }, "99 path=x\n"), file),
    /broken extended/,
  ],
  "an extended header for nothing": [
    archive(file, raw({ name: "x", type: "x" }, pax("path=pkg/y"))),
    /extended header for no entry/,
  ],
  "a size that is no number": [
    archive(raw({ name: "x", type: "x" }, pax("size=-1")), file),
    /has no number as its size/,
  ],
  "more contents than there are": [archive(raw({ name: "pkg/x", size: 2 ** 30 })), /pkg\/x: is cut off/],
  "a name that is not UTF-8": [
    archive(raw({ name: "x", type: "L" }, Uint8Array.of(0x70, 0xff, 0)), file),
    /is not UTF-8/,
  ],
  "no end": [file, /ends too early/],
  "half an end": [Buffer.concat([file, Buffer.alloc(512)]), /ends too early/],
  "something behind its end": [Buffer.concat([archive(file), file]), /goes on behind the archive's end/],
  "nothing in it": [archive(), /holds nothing/],
  "a wrong checksum": [archive(Buffer.from(file).fill("y", 0, 1)), /has a header with a wrong checksum/],
};

describe("an archive", () => {
  for (const [what, [bytes, fault]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      assert.throws(
        () => readTar("sdist", bytes),
        (error) => error instanceof TaskError && fault.test(error.message),
      );
    });
  }

  it("is refused for all its faults at once", () => {
    const parts = [file, file, raw({ name: "pkg/x", type: "2", target: "/" })];
    assert.throws(
      () => readTar("sdist", archive(...parts)),
      (error) => error instanceof TaskError && error.faults.length === 2,
    );
  });

  it("gives what an extended header says more weight than the header itself, for one entry alone", () => {
    const records = pax("path=pkg/long", "size=4", "mtime=1.5");
    const parts = [raw({ name: "x", type: "x" }, records), raw({ name: "pkg/x" }, "text"), file];
    assert.deepEqual(
      readTar("sdist", archive(...parts)).map(({ path }) => path),
      ["pkg/long", "pkg/file"],
    );
  });

  it("takes git's comment for all entries", () => {
    const comment = raw({ name: "pax_global_header", type: "g" }, pax("comment=0123abcd"));
    assert.equal(readTar("sdist", archive(comment, file)).length, 1);
  });

  it("is read or refused, whatever its bytes", () => {
    const sound = archive(
      raw({ name: "x", type: "x" }, pax("path=pkg/y")),
      file,
      raw({ name: "pkg/z" }, "z"),
    );
    const change = fc.record({ at: fc.nat(sound.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(sound);
        for (const { at, byte } of changes) bytes[at] = byte;
        try {
          readTar("sdist", bytes);
        } catch (error) {
          assert.ok(error instanceof TaskError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
