import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatFault } from "../../../tasks/program/fault.ts";
import { readSourceVersions } from "../../../tasks/version/sources.ts";
import { moduleVersion, versionStated } from "../../../tasks/version/stated.ts";

describe("the version that sources state", () => {
  it("is found in every form that a person changes it in, with its line", () => {
    const files: readonly (readonly [string, string, number])[] = [
      ["pyproject.toml", '[build-system]\nrequires = ["a==1.2.0"]\n[project]\nversion = "1.2.0"\n', 4],
      ["pyproject.toml", 'project.name = "a"\nproject.version = "1.2.0"\n', 2],
      ["pyproject.toml", '[project]\nversion = """\\\n  1.2.0"""\n', 1],
      ["pyproject.toml", '[tool.other]\nversion = "9"\n[tool.poetry]\nname = "a"\nversion = "1.2.0"\n', 5],
      ["Cargo.toml", '[package]\nname = "a"\nversion = "1.2.0"\n', 3],
      ["setup.cfg", "[metadata]\nname = a\nversion = 1.2.0\n", 3],
      ["setup.py", 'setup(\n    name="a",\n    version="1.2.0",\n)\n', 3],
      ["meson.build", "project('a', 'c',\n  version: '1.2.0',\n)\n", 2],
      ["src/a/__init__.py", '"""Says.\n\n__version__ = "0.1"\n"""\n__version__ = "1.2.0"\n', 5],
      ["src/a/_version.py", "VERSION = '1.2.0'  # changed by hand\n", 1],
      ["VERSION", "\n1.2.0\n", 2],
    ];
    for (const [file, text, line] of files)
      assert.deepEqual(versionStated(file, text), { version: "1.2.0", line }, `${file}\n${text}`);
  });

  it("is none where it is computed", () => {
    for (const [file, text] of [
      ["pyproject.toml", '[project]\ndynamic = ["version"]\n[tool.black]\ntarget-version = "1.2.0"\n'],
      ["setup.cfg", "[metadata]\nversion = attr: a.__version__\n[other]\nversion = 1.2.0\n"],
      ["setup.py", "setup(version=get_version())\n"],
      ["a/__init__.py", 'from importlib.metadata import version\n__version__ = version("a")\n'],
      ["a/__init__.py", 'try:\n    pass\nexcept ImportError:\n    __version__ = "0.0.0"\n'],
      ["a/__init__.py", "__version__ = '.'.join(str(part) for part in (1, 2, 0))\n"],
    ] as const)
      assert.equal(versionStated(file, text), null, text);
  });

  it("is read from a module with its annotation, beside other names, and nowhere else", () => {
    for (const text of [
      '__version__ = "1.2.0"',
      "__version__: str = '1.2.0'",
      '__version__: Final[str] = "1.2.0"',
      '__version__: "Final" = "1.2.0"  # noqa',
      '__version__ = version = "1.2.0"\r',
      'VERSION = __version__ = ("1.2.0")',
    ])
      assert.deepEqual(moduleVersion(`import a\n${text}\n`), { version: "1.2.0", line: 2 }, text);
    for (const text of ['version = "1.2.0"', '# __version__ = "1.2.0"', 'if __version__ == "1.2.0": pass'])
      assert.equal(moduleVersion(text), null, text);
  });

  describe("in a checkout", () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), "slipway-sources-"));
    });
    afterEach(() => rmSync(root, { recursive: true }));

    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    };

    it("is told with the file's path from the repository's root", () => {
      write("python/pkg/pyproject.toml", '[project]\nversion = "1.2.0"\n');
      write("python/pkg/pkg/__init__.py", '__version__ = "1.1.0"\n');
      const versionModules = ["pkg/__init__.py"];
      const places = { folder: "python/pkg", versionFile: "pyproject.toml", versionModules };
      assert.deepEqual(readSourceVersions(root, places), {
        stated: [
          { file: "python/pkg/pyproject.toml", line: 2, version: "1.2.0" },
          { file: "python/pkg/pkg/__init__.py", line: 1, version: "1.1.0" },
        ],
        computed: null,
        faults: [],
      });
    });

    it("is missed where a file is missing, broken, or a module that must state it does not", () => {
      write("pyproject.toml", '[project\nversion = "1.2.0"\n');
      write("pkg/a.py", "");
      const versionModules = ["pkg/a.py", "pkg/b.py"];
      const { faults } = readSourceVersions(root, {
        folder: ".",
        versionFile: "pyproject.toml",
        versionModules,
      });
      assert.deepEqual(
        faults.map((fault) => formatFault(fault).split(";")[0]),
        [
          "pyproject.toml: is no TOML, in line 1",
          "pkg/a.py: states no __version__ as a text",
          "pkg/b.py: is not there",
        ],
      );
    });

    it("is none, and no fault, where tags alone decide or the file computes it", () => {
      write("setup.py", "setup(version=get_version())\n");
      const none = { stated: [], faults: [] };
      const tags = { folder: ".", versionFile: null, versionModules: [] };
      assert.deepEqual(readSourceVersions(root, tags), { ...none, computed: null });
      assert.deepEqual(readSourceVersions(root, { ...tags, versionFile: "setup.py" }), {
        ...none,
        computed: "setup.py",
      });
    });
  });
});
