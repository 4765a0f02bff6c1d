import assert from "node:assert/strict";
import fc from "fast-check";
import { type ToStringOptions, parse, stringify } from "yaml";
import { YamlError, type YamlNode, nodeAt } from "../../../../tasks/conda/yaml/node.ts";
import { readYaml } from "../../../../tasks/conda/yaml/read.ts";

/** What a node stands for, as JSON has it. */
function plain(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "sequence":
      return node.items.map(plain);
    case "mapping":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
  }
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const leaf = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.stringMatching(/^[a-z :#\-'"\n|>]{0,40}$/),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom("${{ a ~ 'b' }}", ">=1.0", "1.10", "null", "yes", "0x1f", "- a"),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(fc.stringMatching(/^[a-z_$-]{1,8}$/), fc.stringMatching(/^[a-z :#'"-]{1,8}$/));
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("document"), { maxLength: 4 }),
    fc.dictionary(key, tie("document"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const style: fc.Arbitrary<ToStringOptions> = fc.record({
  collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 40, 80),
  defaultStringType: fc.constantFrom(
    "PLAIN",
    "QUOTE_DOUBLE",
    "QUOTE_SINGLE",
    "BLOCK_FOLDED",
    "BLOCK_LITERAL",
  ),
});

describe("the reader of YAML", () => {
  it("reads what another program writes as that program does, or refuses it", () => {
    let refused = 0;
    const runs = 600;
    const property = fc.property(document, style, (value, options) => {
      const source = stringify(value, { aliasDuplicateObjects: false, ...options });
      let wanted: unknown;
      try {
        wanted = parse(source);
      } catch {
        // It can't always read what it wrote.
        return;
      }
      try {
        assert.deepEqual(asJson(plain(readYaml(source))), asJson(wanted), source);
      } catch (error) {
        if (!(error instanceof YamlError)) throw error;
        refused += 1;
      }
    });
    fc.assert(property, { numRuns: runs });
    assert.ok(refused < runs / 20, `${refused} of ${runs} were refused`);
  });

  it("keeps the place of each value, so that it can be replaced alone", () => {
    const source = "a:\n  - b: 'one'  # why\n    c: >-\n      two\n      three\n  - {d: \"four\"}\n";
    const root = readYaml(source);
    const [first, second] = (nodeAt(root, "a") as Extract<YamlNode, { kind: "sequence" }>).items;
    const places = [nodeAt(first!, "b"), nodeAt(first!, "c"), nodeAt(second!, "d")].map((node) => [
      node?.line,
      source.slice(node?.start, node?.end),
    ]);
    assert.deepEqual(places, [
      [2, "'one'"],
      [3, ">-\n      two\n      three"],
      [6, '"four"'],
    ]);
  });

  for (const [what, source, line] of [
    ["a key twice", "a: 1\nb: 2\na: 3\n", 3],
    ["a key twice in braces", "a: {b: 1, b: 2}\n", 1],
    ["an anchor", "a: &x 1\n", 1],
    ["an alias", "a: *x\n", 1],
    ["a tag", "a: !t 1\n", 1],
    ["a tab", "a:\n\tb: 1\n", 2],
    ["a second document", "a: 1\n---\nb: 2\n", 2],
    ["a key without a colon", "a: 1\nb\n", 2],
    ["a key behind a key", "a: b: c\n", 1],
    ["an open quote", 'a: "b\n', 1],
    ["an open bracket", "a: [b\n", 2],
    ["a line too far left", "  a: 1\nb: 2\n", 2],
    ["a line too far right", "a: 1\n  b: 2\n", 2],
    ["a template of the older format", "a: {{ b }}\n", 1],
    ["nothing", "# nothing\n", 1],
    ["a byte order mark", "\ufeffa: 1\n", 1],
  ] as const) {
    it(`refuses ${what}, and names the line`, () => {
      assert.throws(
        () => readYaml(source),
        (error) => error instanceof YamlError && error.line === line,
      );
    });
  }
});
