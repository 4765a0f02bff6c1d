import assert from "node:assert/strict";
import { isLatest } from "../../../tasks/preflight/latest.ts";
import { checkTag } from "../../../tasks/preflight/tag.ts";
import { told } from "./told.ts";

const release = { tagPrefix: "v", workflow: "release.yml" };
const check = (ref: string, tagPrefix = "v") => checkTag({ ref }, { ...release, tagPrefix });

describe("a tag to be released", () => {
  it("names the version behind its prefix", () => {
    assert.equal(check("refs/tags/v1.2.0").version, "1.2.0");
    assert.equal(check("refs/tags/v1!2.0rc1.post2.dev3").version, "1!2.0rc1.post2.dev3");
    assert.equal(check("refs/tags/pkg/v1.2", "pkg/v").version, "1.2");
    assert.deepEqual(check("refs/tags/v1.2.0").faults, []);
  });

  it("is refused with what it should have been", () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ["refs/heads/main", /^refs\/heads\/main: is no tag; .*gh workflow run release\.yml --ref v1\.2\.0$/],
      ["refs/tags/1.2.0", /^tag 1\.2\.0: does not begin with v; tag v1\.2\.0 instead$/],
      ["refs/tags/vnext", /^tag vnext: names no version .*"next" is none; tag a version, such as v1\.2\.0$/],
      ["refs/tags/v1.0-rc1", /^tag v1\.0-rc1: does not spell its version .*, 1\.0rc1; tag v1\.0rc1 instead$/],
      ["refs/tags/v01.2", /; tag v1\.2 instead$/],
      ["refs/tags/vv1.2", /; tag v1\.2 instead$/],
      ["refs/tags/v1.2+gabc", /^tag v1\.2\+gabc: has a local part, .*; tag v1\.2 instead$/],
    ];
    for (const [ref, fault] of refused) {
      const found = check(ref);
      assert.equal(found.version, null);
      assert.match(told(found).join("\n"), fault);
    }
  });

  it("is the latest one where no tag of its prefix names a newer stable version", () => {
    const tags = ["v1.2.0", "v1.10.0rc1", "vnext", "v1.1.0"];
    assert.equal(isLatest("1.2.0", tags, "v"), true);
    assert.equal(isLatest("1.1.0", tags, "v"), false);
    assert.equal(isLatest("1.2.0", [...tags, "v1.10.0"], "v"), false);
    assert.equal(isLatest("2.0rc1", tags, "v"), false);
    assert.equal(isLatest("2.0.dev1", [], "v"), false);
  });
});
