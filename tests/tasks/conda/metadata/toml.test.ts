import assert from "node:assert/strict";
import fc from "fast-check";
import { parse, stringify } from "smol-toml";
import { TomlError, readToml } from "../../../../tasks/conda/metadata/toml.ts";

/** Numbers, dates and flags are left as they are written, so that only that they are there is compared. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(shapeOf);
  const isTable = typeof value === "object" && value !== null && !(value instanceof Date);
  return isTable
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
    : null;
}

/** The same, with what is no text in `wanted` taken as it comes. */
function asWanted(value: unknown, wanted: unknown): unknown {
  if (wanted === null) return null;
  if (Array.isArray(wanted) && Array.isArray(value))
    return value.map((one, index) => asWanted(one, wanted[index]));
  if (typeof wanted === "object" && typeof value === "object" && value !== null) {
    const inner = wanted as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asWanted(one, inner[key])]));
  }
  return value;
}

function compare(source: string): void {
  const wanted = shapeOf(parse(source));
  assert.deepEqual(asWanted(readToml(source), wanted), wanted, source);
}

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe("the reader of TOML", () => {
  it("reads what another program writes as that program does", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (table) =>
        compare(stringify(table)),
      ),
      { numRuns: 500 },
    );
  });

  it("reads what people write: comments, texts of many lines, dotted keys, tables in lists and in braces", () => {
    compare(`# A package
[build-system]
requires = [ # by hand
  "one>=1", 'two', # and
  """three""",
]
[project]
name = "demo"
urls.Homepage = "https://example.org"
"a key".'with dots' = {x = 1, y = ["z"] }
description = """
Several \\
   lines, a "quote", \\u00e4 and \\t"""
raw = '''
C:\\n''' # as it is
since = 1979-05-27 07:32:00
other = 1979-05-27T07:32:00Z
numbers = [1_000, -2.5e3, 0xff, inf, true]
[[tool.list]]
a = "1"
[[tool.list]]
a = "2"
[tool.list.inner]
b = "3"
`);
  });

  it("reads Windows' line ends", () => compare('[a]\r\nb = "c"\r\n'));

  for (const source of [
    "[a\n",
    "a = \n",
    "a = 1\na = 2\n",
    'a = "b\n',
    "a = [1 2]\n",
    "a = {b = 1\n",
    "a\n",
    "a = 1 b = 2\n",
    'a = "\\q"\n',
    "a = 1\n[a.b]\n",
  ]) {
    it(`refuses ${JSON.stringify(source)}, and names the line`, () => {
      assert.throws(
        () => readToml(source),
        (error) => error instanceof TomlError && / in line \d$/.test(error.message),
      );
    });
  }
});
