import assert from "node:assert/strict";
import { sectionOf, versionsNamed } from "../../../tasks/changelog/changelog.ts";

const kept = `# Changelog

All notable changes. The format is that of [Keep a Changelog](https://example.org/1.1.0/).

## [Unreleased]

### Changed

- Works with 1.2.0 of others.

## [1.2.0] - 2026-11-22

### Added

- Wheels for Python 3.13.

\`\`\`sh
# 9.9.9
\`\`\`

## [1.1.0] - 2026-10-01 [YANKED]

- First.

[Unreleased]: https://example.org/compare/v1.2.0...HEAD
[1.2.0]: https://example.org/compare/v1.1.0...v1.2.0
[1.1.0]: https://example.org/releases/v1.1.0
`;

describe("a changelog", () => {
  it("answers the section of a version, up to the next of its level", () => {
    assert.equal(sectionOf(kept, "1.2.0"), "### Added\n\n- Wheels for Python 3.13.\n\n```sh\n# 9.9.9\n```");
    assert.equal(sectionOf(kept, "1.1.0"), "- First.");
    assert.deepEqual(versionsNamed(kept), ["1.2.0", "1.1.0"]);
  });

  it("names no version that stands in its text, in a fenced block or in a comment alone", () => {
    for (const version of ["3.13", "9.9.9", "1.0.0", "1.2.0rc1"]) {
      assert.equal(sectionOf(kept, version), null, version);
    }
    assert.equal(sectionOf("# Changes\n\n<!--\n## 1.2.0\n-->\n", "1.2.0"), null);
    assert.equal(sectionOf("# 1.1\n\n### Python 3.13 support\n", "3.13"), null);
    assert.equal(sectionOf("# Unreleased, since 1.1.0\n", "1.1.0"), null);
  });

  it("takes every usual way to name a version in a title", () => {
    const titles = [
      "# 1.2.0",
      "# v1.2",
      "## 1.2.0 (2026-11-22)",
      "## pyvenice 1.2.0 (2026-11-22)",
      "## [v1.2.0](https://example.org/compare/v1.1.0...v1.2.0) (2026-11-22)",
      "## [1.2.0][] – 2026-11-22",
      '## <a name="1.2.0"></a>Version 1.2.0',
      "## 2026-11-22, version 1.2.0: the second",
      "## 1.2.0-2026-11-22",
      "## **1.2.0** released on 22 November",
      "## `pyvenice-1.2.0`",
      "== 1.2.0 ==",
      "1.2.0\n=====",
      "pyvenice 1.2.0 (2026-11-22)\n===========================",
      "=====\n1.2.0\n=====",
      "*******\n 1.2.0\n*******",
      "`1.2.0 <https://example.org/v1.2.0>`_ - 2026-11-22\n--------------------------------------------------",
      "1.2.0, 2026-11-22",
    ];
    for (const title of titles)
      assert.equal(sectionOf(`${title}\n\n- Second.\n`, "1.2.0"), "- Second.", title);
  });

  it("ends a section of reStructuredText at the next title of its own rule, with what stands above that", () => {
    const underlined = [
      "=======\nChanges\n=======",
      "1.2.0\n-----",
      "Features\n~~~~~~~~",
      "- Second.",
      "1.1.0\n-----",
      "- First.",
    ].join("\n\n");
    assert.equal(sectionOf(underlined, "1.2.0"), "Features\n~~~~~~~~\n\n- Second.");
    const boxed = "=====\n1.2.0\n=====\n\n- Second.\n\n=====\n1.1.0\n=====\n\n- First.\n";
    assert.equal(sectionOf(boxed, "1.2.0"), "- Second.");
  });

  it("tells a heading with nothing below from none, and prefers the outermost", () => {
    assert.equal(sectionOf("# 1.2.0\n\n# 1.1.0\n\n- First.\n", "1.2.0"), "");
    assert.equal(sectionOf("## Notes\n### 1.2.0\n- Early.\n## 1.2.0\n- Right.\n", "1.2.0"), "- Right.");
    assert.equal(sectionOf("# 1.2.0rc1\r\n\r\n- Candidate.\r\n", "1.2.0-RC.1"), "- Candidate.");
  });
});
