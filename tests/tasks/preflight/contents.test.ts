import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkChangelog } from "../../../tasks/preflight/changelog.ts";
import { checkImageLock } from "../../../tasks/preflight/image-lock.ts";
import { checkSources } from "../../../tasks/preflight/sources.ts";
import { declaredImage } from "../declared-image.ts";
import { told } from "./told.ts";

describe("the contents of the tagged commit", () => {
  it("state the tag's version, in the spelling that the built files will have", () => {
    const stated = (version: string) => ({ file: "pyproject.toml", line: 3, version });
    const check = (version: string) =>
      told(checkSources({ stated: [stated(version)], computed: null, faults: [] }, "1.0rc1"));
    assert.deepEqual(check("1.0-RC.1"), []);
    assert.match(
      check("0.9")[0] ?? "",
      /^pyproject\.toml:3: states version 0\.9, the tag 1\.0rc1; state 1\.0rc1 there/,
    );
    assert.match(check("1.0.0rc1")[0] ?? "", /states version 1\.0\.0rc1, the tag 1\.0rc1/);
    assert.match(check("next")[0] ?? "", /states next, which is no version/);
    const computed = checkSources({ stated: [], computed: "setup.py", faults: [] }, "1.0");
    assert.deepEqual([computed.faults, computed.notices.length], [[], 1]);
  });

  describe("with a changelog", () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), "slipway-changelog-"));
      writeFileSync(join(root, "CHANGELOG.md"), "# Changes\n\n## 1.2.0\n\n## 1.1.0\n\n- First.\n");
    });
    afterEach(() => rmSync(root, { recursive: true }));
    const check = (version: string, changelog: string | null = "CHANGELOG.md") =>
      checkChangelog(root, { folder: ".", changelog }, version);

    it("name the version there", () => {
      assert.deepEqual([check("1.1.0").faults, check("1.1.0").notices], [[], []]);
      assert.deepEqual(check("1.2.0").notices, ["CHANGELOG.md says nothing about 1.2.0"]);
      assert.deepEqual(check("1.3.0", null).faults, []);
    });

    it("are refused where it does not, or is missing", () => {
      assert.match(
        told(check("1.3.0"))[0] ?? "",
        /^CHANGELOG\.md: has no heading that names 1\.3\.0; its first is 1\.2\.0; add one, such as "## 1\.3\.0"/,
      );
      assert.match(told(check("1.1.0", "NEWS.rst"))[0] ?? "", /^NEWS\.rst: is not there; /);
    });
  });

  it("lock what the image installs, where one is made", () => {
    const root = mkdtempSync(join(tmpdir(), "slipway-image-lock-"));
    assert.equal(checkImageLock(root, { image: null }), null);
    assert.match(
      told(checkImageLock(root, { image: declaredImage })!)[0] ?? "",
      /^\.github\/slipway\/locks\/image\.txt: is not there; gh workflow run upkeep\.yml, merge /,
    );
    mkdirSync(join(root, ".github/slipway/locks"), { recursive: true });
    writeFileSync(join(root, ".github/slipway/locks/image.txt"), "");
    assert.deepEqual(checkImageLock(root, { image: declaredImage })?.faults, []);
    rmSync(root, { recursive: true });
  });
});
