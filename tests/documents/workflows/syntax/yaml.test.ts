import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { Annotated, toYaml } from "../../../../documents/workflows/syntax/yaml.ts";

const awkward = fc.constantFrom(
  ...[
    "",
    "on",
    "yes",
    "No",
    "null",
    "~",
    "1.0",
    "3.10",
    ".5",
    "0x1f",
    "1e3",
    "2026-01-01",
    "12:30",
    "- a",
    "a: b",
  ],
  ...[
    "a #b",
    "#a",
    "a:",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a",
    '"a',
    "{a",
    "[a",
    "?",
    "a\tb",
    " a",
    "a ",
  ],
  ...[
    "a\nb",
    "a\nb\n",
    "\na",
    "a\n\n",
    " a\nb",
    "a\n  b\n\nc\n",
    "a\r\nb",
    "tail \nb",
    "\t\na",
    "é",
    "\u2028",
    "\ud83d\ude00",
  ],
  ...[
    "<<",
    "=",
    ".inf",
    "-.NaN",
    "...",
    "---",
    "--- a",
    "${{ a }}",
    "${{ a }}: b",
    "y",
    "N",
    "OFF",
    "TRUE",
    "_1",
    "/a",
  ],
);
const text = fc.oneof(awkward, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.lorem());
const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const key = fc
  .oneof(
    fc.constantFrom("on", "run", "with", "3.12", "a b", "null"),
    fc.string({ minLength: 1, unit: "grapheme" }),
  )
  .filter((name) => name !== "__proto__");
const { value: data } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const map = fc.dictionary(key, data, { maxKeys: 5, noNullPrototype: true });
const flat = fc.dictionary(key, fc.oneof(scalar, fc.array(scalar)), { maxKeys: 4, noNullPrototype: true });

describe("YAML writer", () => {
  it("writes what YAML 1.2 reads back the same", () => {
    fc.assert(fc.property(map, (value) => assert.deepEqual(parse(toYaml(value)) ?? {}, value)));
  });

  it("writes what YAML 1.1 reads back the same, but for the key `on`, which is a truth value there", () => {
    const read = (source: string): unknown =>
      parse(source.replaceAll(/^([ -]*)on:/gm, '$1"on":'), { version: "1.1" });
    fc.assert(fc.property(map, (value) => assert.deepEqual(read(toYaml(value)) ?? {}, value)));
  });

  it("writes on one line what is read back the same", () => {
    fc.assert(
      fc.property(flat, (value) => {
        const source = toYaml({ row: new Annotated(value, { flow: true }) });
        assert.equal(source.split("\n").length, 2);
        assert.deepEqual(parse(source), { row: value });
      }),
    );
  });

  it("writes several lines as a literal block, and folds no long one", () => {
    const long = `echo ${"word ".repeat(60)}end`;
    assert.equal(toYaml({ run: `set -e\n${long}\n` }), `run: |\n  set -e\n  ${long}\n`);
    assert.equal(toYaml({ run: long }), `run: ${long}\n`);
  });

  it("writes no character that can't be seen, since PyYAML breaks lines at U+0085 and U+2028", () => {
    const anywhere = fc.oneof(
      fc.constantFrom("\u0085", "\u2028", "\u202e", "\ufeff", "\x1b", "\0", "\u{e0001}"),
      text,
    );
    fc.assert(
      fc.property(anywhere, anywhere, anywhere, (a, b, c) => {
        const named = { [`a${b}c`]: `a${a}\nb${c}`, x: { [`b${a}`]: `c${b}` } };
        const source = toYaml({ ...named, row: new Annotated(named.x, { flow: true, comment: `c${a}d` }) });
        assert.doesNotMatch(source, /[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        assert.deepEqual(parse(source), { ...named, row: named.x });
      }),
    );
  });

  it("keeps a comma in a key on one line", () => {
    assert.equal(toYaml({ row: new Annotated({ "a,b": "c" }, { flow: true }) }), 'row: { "a,b": c }\n');
  });

  it("writes a comment behind its value", () => {
    assert.equal(toYaml({ contents: new Annotated("read", { comment: "why" }) }), "contents: read # why\n");
    assert.equal(toYaml({ contents: new Annotated("read", { comment: "\n" }) }), "contents: read\n");
  });
});
