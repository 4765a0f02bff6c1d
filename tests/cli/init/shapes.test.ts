import assert from "node:assert/strict";
import { preview, read } from "./read-sources.ts";
import { shapes } from "./sources.ts";

type Shape = keyof typeof shapes;

/** What has to be found of each shape. */
const expected: Readonly<
  Record<
    Shape,
    { readonly native?: true; readonly why: RegExp; readonly version: object; readonly test: object }
  >
> = {
  "setuptools, pure": {
    why: /setuptools builds it/,
    version: { from: "file", path: "src/example/__init__.py" },
    test: { command: "pytest", extras: ["test"], requires: [], sources: ["tests"] },
  },
  "setuptools, with an extension in C": {
    native: true,
    why: /setup\.py:1 declares extensions|setup\.py:3 declares extensions/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest", extras: [], requires: ["pytest==9.0.1"], sources: ["tests"] },
  },
  "hatchling, in src": {
    why: /hatchling builds it/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest", extras: ["test"], requires: [], sources: ["tests"] },
  },
  flit: {
    why: /flit builds pure packages alone/,
    version: { from: "file", path: "example.py" },
    test: { command: "pytest", extras: [], requires: ["pytest==9.0.1"], sources: ["test_example.py"] },
  },
  maturin: {
    native: true,
    why: /maturin builds it from Rust/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest", extras: [], requires: ["pytest==9.0.1"], sources: ["tests"] },
  },
  "scikit-build-core": {
    native: true,
    why: /by CMake/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest", extras: [], requires: ["pytest==9.0.1"], sources: ["tests"] },
  },
  "meson-python": {
    native: true,
    why: /example\/meson\.build:1 has a target that is compiled/,
    version: { from: "file", path: "meson.build" },
    test: { command: "python -m unittest discover -s tests", extras: [], requires: [], sources: ["tests"] },
  },
  poetry: {
    why: /poetry-core builds it/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest", extras: [], requires: ["pytest>=9.0.1,<10"], sources: ["tests"] },
  },
  "a package of a monorepo": {
    why: /hatchling builds it/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest", extras: [], requires: ["pytest==9.0.1"], sources: ["tests"] },
  },
  "settings of cibuildwheel": {
    native: true,
    why: /tool\.setuptools\.ext-modules/,
    version: { from: "file", path: "pyproject.toml" },
    test: { command: "pytest tests", extras: [], requires: ["pytest==9.0.1"], sources: ["tests"] },
  },
};

describe("a stack file made from a package", () => {
  for (const [shape, wanted] of Object.entries(expected)) {
    const folder = shape === "a package of a monorepo" ? { folder: "packages/one" } : {};

    it(`is one that the program takes, and says what the package is: ${shape}`, async () => {
      const { text, findings } = await read(shapes[shape as Shape], folder);
      const { settings } = preview(text);
      assert.equal(settings.package.name, "example");
      assert.equal(settings.package.repository, "octo/example");
      assert.equal(settings.package.importName ?? "example", "example");
      assert.equal(settings.package.kind, wanted.native ? "native" : "pure");
      assert.match(findings.kind.from, wanted.why);
      assert.deepEqual(settings.package.version, wanted.version);
      assert.deepEqual(settings.package.tests, wanted.test);
      assert.deepEqual(settings.environments["pypi"]?.reviewers, ["octo"]);
    });
  }

  it("takes what cibuildwheel is told, and names what it can't take", async () => {
    const { text, looks } = await read(shapes["settings of cibuildwheel"]);
    const { settings } = preview(text);
    const nothing = { environment: {} };
    assert.deepEqual(settings.package.native, {
      musllinux: false,
      skip: ["cp312-win_arm64"],
      testSkip: [],
      environment: { CFLAGS: "-g0" },
      macosDeploymentTarget: "11.0",
      linux: { beforeAll: "yum install -y libffi-devel && echo ready", environment: {} },
      macos: nothing,
      windows: nothing,
    });
    assert.deepEqual(settings.package.pythons, ["3.12", "3.13"]);
    assert.ok(looks.includes("tool.cibuildwheel.repair-wheel-command: was not carried over"));
    assert.match(text, /^# LOOK tool\.cibuildwheel\.repair-wheel-command: was not carried over/m);
  });

  it("names the module that states the version where the package takes it from there", async () => {
    const { "example.py": _, ...files } = shapes.flit;
    const init = '"""An example."""\nfrom .core import (\n    one,\n)\nfrom .data import __version__\n';
    const moved = { ...files, "example/__init__.py": init, "example/data.py": '__version__ = "1.0.0"\n' };
    const { settings } = preview((await read(moved)).text);
    assert.deepEqual(settings.package.version, { from: "file", path: "example/data.py" });
  });

  it("gives a package in Rust its compiler on Linux", async () => {
    const { settings } = preview((await read(shapes.maturin)).text);
    assert.match(settings.package.native?.linux.beforeAll ?? "", /rust cargo/);
  });

  it("sets the folder and a prefix of its own for a package of a monorepo", async () => {
    const { settings } = preview(
      (await read(shapes["a package of a monorepo"], { folder: "packages/one" })).text,
    );
    assert.equal(settings.package.folder, "packages/one");
    assert.equal(settings.package.tagPrefix, "example-v");
  });

  it("does not take what lies among the tests for what is built", async () => {
    const { "example/meson.build": _, ...files } = shapes["meson-python"];
    const pure = { ...files, "tests/packages/x/meson.build": "executable('x', 'x.c')\n" };
    assert.equal((await read(pure)).findings.kind.value, "pure");
  });

  it("releases for free-threaded builds only where wheels differ by them", async () => {
    const tested = {
      ".github/workflows/t.yml": "jobs: {t: {strategy: {matrix: {python: ['3.14', 3.14t]}}}}",
    };
    const pythons = async (shape: Shape) =>
      (await read({ ...shapes[shape], ...tested })).findings.pythons?.value;
    assert.deepEqual(await pythons("hatchling, in src"), ["3.14"]);
    assert.deepEqual(await pythons("scikit-build-core"), ["3.14", "3.14t"]);
  });

  it("names sources that nothing builds", async () => {
    const { looks } = await read({ ...shapes["hatchling, in src"], "src/example/fast.c": "" });
    assert.ok(
      looks.some((look) =>
        look.startsWith("slipway:package.kind: is taken for pure, though src/example/fast.c"),
      ),
    );
  });

  it("is native by a build hook that makes it so, and pure beside one that does not", async () => {
    const kind = async (hook: string, file = "") => {
      const pyproject = `${shapes["hatchling, in src"]["pyproject.toml"]}\n[tool.hatch.build.hooks.${hook}]\n`;
      const files = { ...shapes["hatchling, in src"], "pyproject.toml": pyproject, "hatch_build.py": file };
      return (await read(files)).findings.kind.value;
    };
    assert.equal(await kind("vcs"), "pure");
    assert.equal(await kind("mypyc"), "native");
    assert.equal(await kind("custom"), "pure");
    assert.equal(await kind("custom", 'build_data["pure_python"] = False\n'), "native");
  });
});
