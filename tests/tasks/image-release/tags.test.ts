import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  branchTag,
  isFloating,
  minorTag,
  versionOfTag,
  versionTag,
} from "../../../tasks/image-release/tags.ts";
import { canonicalOf, parseVersion, sameVersion } from "../../../tasks/version/version.ts";

const number = fc.nat(30).map(String);
const suffix = fc.constantFrom("", "a1", "rc2", ".post1", ".dev3", "+local.1", "rc1.dev2");
const versions = fc
  .tuple(fc.constantFrom("", "1!"), fc.array(number, { minLength: 1, maxLength: 4 }), suffix)
  .map(([epoch, release, rest]) => `${epoch}${release.join(".")}${rest}`);

describe("a version as a tag", () => {
  it("is a valid tag that spells that very version and no other", () => {
    fc.assert(
      fc.property(versions, versions, (version, other) => {
        const tag = versionTag(version);
        assert.match(tag, /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/);
        assert.equal(canonicalOf(versionOfTag(tag)!), canonicalOf(parseVersion(version)!));
        assert.equal(
          versionTag(other) === tag,
          other === version || canonicalOf(parseVersion(other)!) === canonicalOf(parseVersion(version)!),
        );
      }),
    );
    assert.equal(versionTag("1!2.0+ubuntu.1"), "1-2.0_ubuntu.1");
    assert.equal(versionTag("v1.0-RC.1"), "1.0rc1");
  });

  it("is not read from what is none: branches, digests' tags, latest", () => {
    for (const tag of ["main", "latest", `sha256-${"a".repeat(64)}`, "v1.0", "1.0-rc1", "branch-1.0"])
      assert.equal(versionOfTag(tag), null, tag);
  });
});

describe("MAJOR.MINOR as a tag", () => {
  it("is there for stable versions alone, with their epoch", () => {
    const minor = (version: string) => minorTag(parseVersion(version)!);
    assert.deepEqual(["1.2.3", "1.2", "1!1.2.0", "1.2.3.post1", "1.2rc1", "1.2.dev1", "2026"].map(minor), [
      "1.2",
      "1.2",
      "1-1.2",
      "1.2",
      null,
      null,
      null,
    ]);
    assert.ok(isFloating("1.2", "1.2.3"));
    assert.ok(!isFloating("1.2", "1.2"));
    assert.ok(!isFloating("1.2", "1.3.0"));
    assert.ok(!isFloating("1.2", ""));
  });
});

describe("a branch as a tag", () => {
  it("is never one that says something of a version", () => {
    assert.deepEqual(["main", "feature/x y", "-odd", "latest", "1.0", "v2", "", "sha256-x"].map(branchTag), [
      "main",
      "feature-x-y",
      "odd",
      "branch-latest",
      "branch-1.0",
      "branch-v2",
      "branch",
      "branch-sha256-x",
    ]);
    fc.assert(
      fc.property(fc.string(), (branch) => {
        const tag = branchTag(branch);
        assert.match(tag, /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/);
        assert.equal(versionOfTag(tag), null);
        assert.ok(!sameVersion(tag, tag));
      }),
    );
  });
});
