import assert from "node:assert/strict";
import { readmeOf } from "../../../../cli/init/findings/readme.ts";
import type { Project } from "../../../../cli/init/project/project.ts";

const project = (paths: readonly string[], more: Partial<Project> = {}): Project => ({
  folder: ".",
  paths,
  text: () => null,
  pyproject: null,
  setupCfg: {},
  toxIni: {},
  pytestIni: {},
  ...more,
});

describe("a package's README", () => {
  it("is the one that pyproject.toml names, else the one that is called so", () => {
    const paths = ["README.md", "docs/index.md"];
    const named = (readme: string | Record<string, string>) =>
      project(paths, { pyproject: { project: { readme } } });
    assert.equal(readmeOf(named("docs/index.md"))?.value, "docs/index.md");
    assert.equal(readmeOf(named({ file: "./docs/index.md" }))?.value, "docs/index.md");
    assert.equal(readmeOf(named("README.rst"))?.value, "README.md");
    assert.equal(readmeOf(project(paths))?.value, "README.md");
  });

  it("is named from the repository's root", () => {
    assert.equal(
      readmeOf(project(["Readme.md"], { folder: "packages/one" }))?.value,
      "packages/one/Readme.md",
    );
  });

  it("is none where it is not Markdown, or lies outside of the package", () => {
    assert.equal(readmeOf(project(["README.rst", "docs/README.md"])), null);
    const outside = { pyproject: { project: { readme: "../README.md" } } };
    assert.equal(readmeOf(project(["pyproject.toml"], outside)), null);
    const expression = "${{ secrets.X }}.md";
    assert.equal(readmeOf(project([expression], { pyproject: { project: { readme: expression } } })), null);
  });
});
