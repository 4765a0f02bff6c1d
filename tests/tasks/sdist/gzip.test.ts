import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { deflateRawSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { compress } from "../../../tasks/sdist/gzip.ts";

/** Contents that compress: words of a few letters, again and again. */
const contents = fc.array(fc.constantFrom("import ", "def ", "\n    ", "é", "0x7f", "\0\0\0"), {
  maxLength: 3000,
});

describe("compression of an sdist", () => {
  it("loses nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 5000 }), contents), (content) => {
        const bytes = Array.isArray(content) ? Buffer.from(content.join("")) : content;
        assert.deepEqual(gunzipSync(compress(bytes)), Buffer.from(bytes));
      }),
    );
  });

  it("makes the same bytes on every machine: these are written down, not compared with this machine's zlib", () => {
    const text = Array.from({ length: 2000 }, (_, line) => `line ${line * 7919} of ${line % 13}\n`).join("");
    const sha256 = createHash("sha256")
      .update(compress(Buffer.from(text)))
      .digest("hex");
    assert.equal(sha256, "d368de75c7d1d8ca527cbc19adfc54d3dafc004b58cc6ee6c7b5e6caad0e59ff");
  });

  it("is as small as zlib makes it, but for a hundredth", () => {
    const text = Buffer.from(Array.from({ length: 5000 }, (_, line) => `value ${line * 31}`).join("\n"));
    assert.ok(compress(text).length <= deflateRawSync(text, { level: 6 }).length * 1.01 + 18);
  });
});
