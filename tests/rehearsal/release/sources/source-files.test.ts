import assert from "node:assert/strict";
import { withoutLeftovers } from "../../../../rehearsal/release/sources/source-files.ts";

const sources = (files: Readonly<Record<string, string>>) => {
  const entries = Object.entries(files).map(([path, text]) => {
    return [path, { mode: "100644", content: Buffer.from(text) }] as const;
  });
  return [...withoutLeftovers(new Map(entries)).keys()];
};

describe("sources that come from an sdist", () => {
  it("have no module that the version is written to, which would make their commit a dirty one", () => {
    for (const setting of ['write_to = "src/pkg/_version.py"', "version-file = 'src/pkg/_version.py'"]) {
      const project = `[tool.setuptools_scm]\n${setting}\n`;
      const files = {
        "PKG-INFO": "",
        "pyproject.toml": project,
        "src/pkg/_version.py": "",
        "src/pkg/a.py": "",
      };
      assert.deepEqual(sources(files), ["pyproject.toml", "src/pkg/a.py"]);
    }
  });

  it("keep a module of that name that nothing writes", () => {
    assert.deepEqual(sources({ "pyproject.toml": "[project]\n", "pkg/_version.py": "" }), [
      "pyproject.toml",
      "pkg/_version.py",
    ]);
  });
});
