import assert from "node:assert/strict";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { readRecipe } from "../../../tasks/conda-forge/recipe.ts";
import { recipeOf } from "./recipes.ts";
import { sdistOf } from "./sdist-index.ts";

const hash = "d58439c548433adcda98e695be53e526ba940a4b9c44fb9a05d92cd495cdd47f";

describe("what a recipe says of its source", () => {
  it("is read from a recipe of schema version 1, with what its context says", () => {
    assert.deepEqual(readRecipe(recipeOf({ maintainers: ["mona", "acme/team"] })), {
      name: "my-pkg",
      version: "1.2.0",
      sha256: sha256Of(sdistOf("1.2.0").content),
      urls: ["https://files.example.org/packages/source/m/my-pkg/my_pkg-1.2.0.tar.gz"],
      buildNumber: "0",
      isNoarch: true,
      licenseFiles: ["LICENSE"],
      maintainers: ["mona", "acme/team"],
    });
  });

  it("is read from an older recipe, with what its templates set", () => {
    const source = [
      '{% set name = "Foo" %}',
      '{% set version = "1.2" %}',
      "package:",
      "  name: {{ name|lower }}",
      "  version: {{ version }}",
      "source:",
      "  - url:",
      "      - https://a.example/{{ name[0] }}/foo-{{ version }}.tar.gz",
      "      - https://b.example/foo.tar.gz",
      `    sha256: ${hash}`,
      "build:",
      "  number: 2",
      "about:",
      "  license_file: [LICENSE, 'NOTICE']",
      "",
    ].join("\n");
    const { name, version, sha256, urls, buildNumber, isNoarch, licenseFiles } = readRecipe(source);
    assert.deepEqual([name, version, sha256, buildNumber, isNoarch], ["foo", "1.2", hash, "2", false]);
    assert.deepEqual(urls, ["https://a.example/F/foo-1.2.tar.gz", "https://b.example/foo.tar.gz"]);
    assert.deepEqual(licenseFiles, ["LICENSE", "NOTICE"]);
  });

  it("is not taken from what lines of a text look like, nor from comments", () => {
    const source = [
      "build:",
      "  script: |",
      "    source:",
      `      sha256: ${"0".repeat(64)}`,
      "  number: 3  # after 2",
      "source:",
      "  # sha256: none",
      `  "sha256": '${hash}'  # of the sdist`,
      "  url: https://a.example/a#b",
      "",
    ].join("\n");
    const { sha256, buildNumber, urls } = readRecipe(source);
    assert.deepEqual([sha256, buildNumber, urls], [hash, "3", ["https://a.example/a#b"]]);
  });

  it("is not told where there are several sources, an expression that is not known, or no YAML", () => {
    const several = `source:\n  - sha256: ${hash}\n  - sha256: ${"0".repeat(64)}\n`;
    assert.equal(readRecipe(several).sha256, null);
    assert.equal(readRecipe(`source:\n  - sha256: ${hash}\n  - git: a\n`).sha256, null);
    const partly = "extra:\n  recipe-maintainers:\n    - mona\n    - ${{ x }}\n";
    assert.deepEqual(readRecipe(partly).maintainers, []);
    const other = "context:\n  version: '1'\npackage:\n  version: ${{ load(1) }}\n";
    assert.equal(readRecipe(other).version, null);
    for (const source of ["", "a: [", "{% if a %}\n\tb: 1\n{% endif %}", "package: &a {}\n"])
      assert.deepEqual([readRecipe(source).version, readRecipe(source).urls], [null, []], source);
  });
});
