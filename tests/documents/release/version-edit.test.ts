import assert from "node:assert/strict";
import { statementIn, withVersion } from "../../../documents/release/version-edit.ts";

/** The text with version 2.0.0. */
function edited(file: string, text: string, isModule = false): string | null {
  return withVersion({ path: file, text, find: statementIn(file, isModule) }, "2.0.0");
}

/** Where `1.4.0` stands it is to become `2.0.0`, and where `1.4.0` is marked by `!` it is to stay. */
function becomes(file: string, marked: string, isModule = false): void {
  const text = marked.replaceAll("!1.4.0", "1.4.0");
  const wanted = marked
    .split("!1.4.0")
    .map((part) => part.replaceAll("1.4.0", "2.0.0"))
    .join("1.4.0");
  assert.equal(edited(file, text, isModule), wanted);
}

describe("the version in a file", () => {
  it("is replaced in pyproject.toml, and what else says the same stays", () => {
    becomes(
      "pyproject.toml",
      '# was !1.4.0\n[build-system]\nrequires = ["a==!1.4.0"]\n\n[tool.x]\nversion = "!1.4.0"\n\n[project]\nname = "x-!1.4.0"\nversion   =  "1.4.0"  # version !1.4.0\ndependencies = ["b>=!1.4.0"]\n',
    );
    becomes("pyproject.toml", 'project = { version = "1.4.0", name = "!1.4.0" }\n');
    becomes("pyproject.toml", "[project]\nversion = '1.4.0'\n");
    becomes("pyproject.toml", '[tool.poetry]\nversion = "1.4.0"\n');
  });

  it("keeps the ends of lines, of the file, and a byte order mark", () => {
    becomes("pyproject.toml", '[project]\r\nname = "x"\r\nversion = "1.4.0"\r\n');
    becomes("pyproject.toml", '[project]\nversion = "1.4.0"');
    becomes("x/__init__.py", '"""Doc."""\r\n__version__ = "1.4.0"\r\n', true);
  });

  it("is replaced where modules and other files state it", () => {
    becomes("x/__init__.py", '__version__: str = "1.4.0"  # since !1.4.0\nOLD = "!1.4.0"\n', true);
    becomes("x/_version.py", 'version = __version__ = "1.4.0"\n', true);
    becomes("setup.cfg", "[options]\nversion = !1.4.0\n[metadata]\nversion = 1.4.0\n");
    becomes("setup.py", 'setup(\n    name="x",\n    version="1.4.0",\n)\n');
    becomes("Cargo.toml", '[package]\nversion = "1.4.0"\n');
    becomes("VERSION", "1.4.0\n");
  });

  it("is not touched where it is computed, or where nobody can tell", () => {
    assert.equal(edited("pyproject.toml", '[project]\nname = "x"\ndynamic = ["version"]\n'), null);
    assert.equal(edited("x/__init__.py", '__version__ = metadata.version("x")\n', true), null);
    assert.equal(edited("pyproject.toml", '[project]\nversion = "\\u0031.4.0"\n'), null);
  });
});
