import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  canonicalOf,
  compareVersions,
  isPrerelease,
  parseVersion,
  sameVersion,
} from "../../../tasks/version/version.ts";
import fc from "fast-check";

/** Python's own word on a list of texts: canonical form, pre-release, and the order of neighbours; null for none. */
const oracle = `
import json, sys
try:
    from packaging.version import InvalidVersion, Version
except ImportError:
    from pip._vendor.packaging.version import InvalidVersion, Version
def read(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None
versions = [read(text) for text in json.load(sys.stdin)]
told = [None if one is None else [str(one), one.is_prerelease] for one in versions]
pairs = zip(versions, versions[1:])
order = [None if None in pair else (pair[0] > pair[1]) - (pair[0] < pair[1]) for pair in pairs]
json.dump({"told": told, "order": order}, sys.stdout)
`;

interface Told {
  readonly told: readonly (readonly [string, boolean] | null)[];
  readonly order: readonly (number | null)[];
}

function askPackaging(texts: readonly string[]): Told {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", oracle], {
    input: JSON.stringify(texts),
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Told;
}

const number = fc.oneof(
  fc.constantFrom("0", "1", "2", "10", "00", "01", "007"),
  fc.constantFrom("20251122204500", "99999999999999999999"),
);
const separator = fc.constantFrom("", "", ".", "-", "_");
const suffix = (words: readonly string[]) =>
  fc
    .tuple(separator, fc.constantFrom(...words), separator, fc.option(number, { nil: "" }))
    .map((parts) => parts.join(""));
const maybe = (part: fc.Arbitrary<string>) => fc.option(part, { nil: "", freq: 1 });
const release = fc.oneof(
  fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join(".")),
  // Often the same, so that the suffixes decide.
  fc.constantFrom("1", "1.0", "1.0.0"),
);
const spelt = fc
  .tuple(
    fc.constantFrom("", "", "v", "V", " ", "\t"),
    maybe(number.map((epoch) => `${epoch}!`)),
    release,
    maybe(suffix(["a", "alpha", "Beta", "b", "c", "rc", "RC", "pre", "preview"])),
    maybe(
      fc.oneof(
        suffix(["post", "rev", "r"]),
        number.map((post) => `-${post}`),
      ),
    ),
    maybe(suffix(["dev", "DEV"])),
    maybe(fc.constantFrom("+local", "+1", "+ubuntu.1", "+ubuntu-01", "+A_b", "+a..b", "+")),
  )
  .map((parts) => parts.join(""));
/** Made of a version's own characters, mostly none. */
const nearly = fc
  .array(fc.constantFrom("1", "0", ".", "-", "a", "rc", "post", "dev", "!", "+", "v", " "), { maxLength: 8 })
  .map((parts) => parts.join(""));

describe("a version", () => {
  it("is read, spelt, told as a pre-release and ordered as Python's packaging does it", function () {
    this.timeout(60_000);
    const texts = fc.sample(
      fc.oneof({ weight: 4, arbitrary: spelt }, { weight: 1, arbitrary: nearly }),
      20_000,
    );
    const { told, order } = askPackaging(texts);
    const versions = texts.map(parseVersion);
    versions.forEach((version, index) => {
      const ours = version === null ? null : [canonicalOf(version), isPrerelease(version)];
      assert.deepEqual(ours, told[index], JSON.stringify(texts[index]));
      const next = versions[index + 1];
      if (version === null || next == null) return;
      const pair = `${JSON.stringify(texts[index])} and ${JSON.stringify(texts[index + 1])}`;
      assert.equal(Math.sign(compareVersions(version, next)), order[index], pair);
    });
  });

  it("is the same in another spelling, and what is no version is none", () => {
    assert.ok(sameVersion("1.0", "v1.0.0"));
    assert.ok(sameVersion("1.0-RC.1", "1.0rc1"));
    assert.ok(!sameVersion("1.0", "1.0.post0"));
    assert.ok(!sameVersion("nightly", "nightly"));
  });

  it("is canonical in one spelling alone, which comes out as it went in", () => {
    fc.assert(
      fc.property(spelt, (text) => {
        const version = parseVersion(text);
        if (version === null) return;
        const canonical = canonicalOf(version);
        const again = parseVersion(canonical);
        assert.ok(again !== null && compareVersions(version, again) === 0);
        assert.equal(canonicalOf(again), canonical);
      }),
    );
  });
});
