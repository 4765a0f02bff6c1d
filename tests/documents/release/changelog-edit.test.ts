import assert from "node:assert/strict";
import fc from "fast-check";
import { withRelease } from "../../../documents/release/changelog-edit.ts";
import { sectionOf } from "../../../tasks/changelog/changelog.ts";

const release = { version: "1.2.0", date: "2026-11-22", tagPrefix: "v" };

/** The new text; asserts that the release's own reader finds the version in it. */
function released(text: string, given = release): string {
  const edit = withRelease(text, given);
  assert.ok("text" in edit && edit.text !== null, JSON.stringify(edit));
  assert.notEqual(sectionOf(edit.text, given.version), null);
  return edit.text;
}

describe("the changelog of a release", () => {
  it("moves what waits under the version, as Keep a Changelog has it", () => {
    const text =
      "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [1.1.0] - 2026-01-01\n\n- Old.\n\n" +
      "[unreleased]: https://example.com/x/compare/v1.1.0...HEAD\n[1.1.0]: https://example.com/x/releases/tag/v1.1.0\n";
    assert.equal(
      released(text),
      "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-22\n\n### Added\n\n- A thing.\n\n## [1.1.0] - 2026-01-01\n\n- Old.\n\n" +
        "[unreleased]: https://example.com/x/compare/v1.2.0...HEAD\n[1.2.0]: https://example.com/x/compare/v1.1.0...v1.2.0\n[1.1.0]: https://example.com/x/releases/tag/v1.1.0\n",
    );
  });

  it("is headed as the version before", () => {
    const heading = (before: string) =>
      released(`## Unreleased\n\n- A.\n\n${before}\n\n- Old.\n`).split("\n")[2];
    assert.equal(heading("## v1.1.0 (2025-07-15)"), "## v1.2.0 (2026-11-22)");
    assert.equal(heading("## 1.1.0"), "## 1.2.0");
    assert.equal(heading("## x 1.1.0, 2025-07-15"), "## x 1.2.0, 2026-11-22");
    assert.equal(heading("## 1.1.0 (July 15, 2025)"), "## 1.2.0 - 2026-11-22");
    assert.equal(heading("## [1.1.0](https://example.com/1.1.0) - 2025-07-15"), "## 1.2.0 - 2026-11-22");
    assert.equal(
      released("# Changes\n\n## Unreleased\n- A.\n"),
      "# Changes\n\n## Unreleased\n\n## 1.2.0 - 2026-11-22\n- A.\n",
    );
  });

  it("is reStructuredText with its underlines, boxed ones too", () => {
    const text =
      "Changes\n=======\n\nUnreleased\n----------\n\n* A.\n\n1.1.0 (2025-07-15)\n------------------\n\n* Old.\n";
    assert.equal(
      released(text),
      "Changes\n=======\n\nUnreleased\n----------\n\n1.2.0 (2026-11-22)\n------------------\n\n* A.\n\n1.1.0 (2025-07-15)\n------------------\n\n* Old.\n",
    );
    assert.match(
      released("==========\nUnreleased\n==========\n\n* A.\n"),
      /\n==================\n1\.2\.0 - 2026-11-22\n==================\n/,
    );
  });

  it("dates a version that is headed as unreleased", () => {
    assert.equal(
      released("1.2.0 (unreleased)\n------------------\n\n* A.\n"),
      "1.2.0 (2026-11-22)\n------------------\n\n* A.\n",
    );
    assert.equal(released("## 1.1.1 (unreleased)\n\n- A.\n"), "## 1.2.0 (2026-11-22)\n\n- A.\n");
  });

  it("keeps ends of lines", () => {
    const text = "# Changelog\r\n\r\n## [Unreleased]\r\n\r\n- A.\r\n";
    assert.equal(
      released(text),
      "# Changelog\r\n\r\n## [Unreleased]\r\n\r\n## [1.2.0] - 2026-11-22\r\n\r\n- A.\r\n",
    );
  });

  it("stays as it is where it names the version already", () => {
    for (const text of ["## 1.2.0\n\n- A.\n", "## [Unreleased]\n\n## [1.2.0] - 2026-11-20\n\n- A.\n"])
      assert.deepEqual(withRelease(text, release), { text: null, isEmpty: false });
  });

  it("never loses a line, whatever the changelog holds", () => {
    const pieces = [
      "# Changelog",
      "## [Unreleased]",
      "## Unreleased",
      "Unreleased",
      "----------",
      "1.2.0 (unreleased)",
      "==========",
      "## [1.1.0] - 2026-01-01",
      "1.1.0 (15.07.2025)",
      "- A.",
      "",
      "<!--",
      "-->",
      "```",
      "[unreleased]: x/compare/v1...HEAD",
      "## v",
      "=",
      "\u00a0",
      "$& $1",
    ];
    const line = fc
      .tuple(fc.constantFrom(...pieces), fc.constantFrom("\n", "\n", "\n", "\r\n", ""))
      .map((parts) => parts.join(""));
    const property = fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const text = lines.join("");
      const edit = withRelease(text, release);
      if (!("text" in edit) || edit.text === null) return;
      assert.notEqual(sectionOf(edit.text, "1.2.0"), null);
      const kept = edit.text.split(/\r?\n/);
      for (const given of text.split(/\r?\n/)) {
        const at = kept.indexOf(given);
        const isChanged = /unreleased|^[-=]+$/i.test(given);
        assert.ok(at !== -1 || isChanged, JSON.stringify([text, edit.text]));
        if (at !== -1) kept.splice(at, 1);
      }
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 3000 });
  });

  it("tells where nothing waits, and where nothing stands under it", () => {
    const missing = withRelease("# Changelog\n\n## 1.1.0\n\n- Old.\n", release);
    assert.ok("fault" in missing);
    assert.match(missing.fault, /has no section for 1\.2\.0 and none that is headed Unreleased/);
    for (const text of ["", "<!--\n## Unreleased\n-->\n", "```\n## Unreleased\n```\n"])
      assert.ok("fault" in withRelease(text, release), text);
    const empty = withRelease("## Unreleased\n\n## 1.1.0\n\n- Old.\n", release);
    assert.ok("isEmpty" in empty && empty.isEmpty);
  });
});
