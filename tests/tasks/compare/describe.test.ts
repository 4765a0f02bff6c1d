import assert from "node:assert/strict";
import fc from "fast-check";
import { describeDifference } from "../../../tasks/compare/describe.ts";
import { sectionsIn } from "../../../tasks/compare/sections.ts";
import { elf, macho, pe } from "./programs.ts";

const describeTexts = (one: string, other: string) =>
  describeDifference(Buffer.from(one), Buffer.from(other));

describe("the difference of two files", () => {
  it("is a line of a text, and no more of it than is needed", () => {
    assert.equal(describeTexts("a\nb\nc", "a\nx\nc"), 'differs in line 2: "b", then "x"');
    assert.equal(describeTexts("a", "a\nb"), 'differs in line 2: its end, then "b"');
    assert.equal(describeTexts("a\nb", "a"), 'differs in line 2: "b", then its end');
    assert.match(describeTexts("x".repeat(500), "y"), /^differs in line 1: "x{80}…", then "y"$/);
  });

  it("is the embedded path of a compiled file, and whether that is in debug data alone", () => {
    const built = (folder: string, text = "\x01\x02") =>
      elf({ ".text": text, ".debug_str": `\0${folder}/src/a.c\0${folder}/src/b.c\0` });
    assert.equal(
      describeDifference(built("/tmp/one"), built("/tmp/three")),
      'differs only in debug data: .debug_str, by the embedded path "/tmp/one/src/a.c", then "/tmp/three/src/a.c"',
    );
    assert.match(
      describeDifference(built("/tmp/one"), built("/tmp/two", "\x01\x03")),
      /^differs in \.text, \.debug_str, by/,
    );
  });

  it("is a section of a compiled file where no path stands there", () => {
    assert.equal(
      describeDifference(elf({ ".text": "\0\x01" }), elf({ ".text": "\0\x02" })),
      "differs in .text",
    );
    assert.equal(describeDifference(pe(1, "a"), pe(2, "a")), "differs in the time of its header");
    assert.equal(describeDifference(pe(1, "a\0b"), pe(1, "a\0c")), "differs in .rdata");
  });

  it("is a section, the identifier or the symbols of a file for macOS", () => {
    const one = macho("\x01\0", "1", "/tmp/one/a.o\0");
    assert.equal(describeDifference(one, macho("\x02\0", "1", "/tmp/one/a.o\0")), "differs in __TEXT,__text");
    assert.equal(
      describeDifference(one, macho("\x01\0", "2", "/tmp/two/a.o\0")),
      "differs only in debug data: LC_UUID, names of its symbols, " +
        'by the embedded path "/tmp/one/a.o", then "/tmp/two/a.o"',
    );
  });

  it("is a byte where nothing better is known", () => {
    const bytes = (...all: readonly number[]) => Uint8Array.from([0, 1, 2, ...all]);
    assert.equal(describeDifference(bytes(3), bytes(4)), "differs at byte 3");
    assert.equal(describeDifference(bytes(), bytes(4)), "differs at byte 3");
  });

  it("is told whatever the bytes, broken headers too", () => {
    const start = fc.constantFrom("", "\x7fELF\x02\x01", "MZ", "\xcf\xfa\xed\xfe", "/tmp/a\0");
    const bytes = fc
      .tuple(start, fc.uint8Array({ maxLength: 200 }))
      .map(([text, rest]) => Buffer.concat([Buffer.from(text, "latin1"), rest]));
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        sectionsIn(one);
        if (Buffer.compare(one, other) !== 0) assert.match(describeDifference(one, other), /^differs /);
      }),
    );
  });
});
