import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Texts by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files, gone when its scope ends. */
export interface Sources extends Disposable {
  readonly folder: string;
  git(...args: readonly string[]): void;
}

export function sources(files: Files): Sources {
  const folder = mkdtempSync(join(tmpdir(), "slipway-init-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    folder,
    git: (...args) => void execFileSync("git", ["-C", folder, ...args], { stdio: "pipe" }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same as a clone of a repository of octo's. */
export function clone(files: Files, { tags = [] as readonly string[] } = {}): Sources {
  const made = sources(files);
  const identity = ["-c", "user.name=octo", "-c", "user.email=octo@example.org"];
  made.git("init", "--quiet", "--initial-branch", "main");
  made.git("remote", "add", "origin", "https://octo:word@github.com/octo/example.git");
  made.git("add", "--all");
  made.git(...identity, "commit", "--quiet", "--message", "All of it");
  for (const tag of tags) made.git("tag", tag);
  return made;
}

const module = { "src/example/__init__.py": '__version__ = "1.0.0"\n', "tests/test_example.py": "" };
const project = (backend: string, requires: string, more = "") =>
  `[build-system]\nrequires = ["${requires}"]\nbuild-backend = "${backend}"\n\n[project]\nname = "example"\nversion = "1.0.0"\nrequires-python = ">=3.12"\n${more}`;
const pytest = '[dependency-groups]\ntest = ["pytest==9.0.1"]\n';

/** A package of each shape, by a title. */
export const shapes = {
  "setuptools, pure": {
    "setup.cfg":
      "[metadata]\nname = example\nversion = attr: example.__version__\n[options]\npython_requires = >=3.12\n[options.extras_require]\ntest =\n    pytest==9.0.1\n",
    "setup.py": "from setuptools import setup\nsetup()\n",
    ...module,
  },
  "setuptools, with an extension in C": {
    "pyproject.toml": project("setuptools.build_meta", "setuptools", pytest),
    "setup.py":
      'from setuptools import Extension, setup\n\nsetup(ext_modules=[Extension("example._speed", ["src/example/_speed.c"])])\n',
    "src/example/_speed.c": "",
    ...module,
  },
  "hatchling, in src": {
    "pyproject.toml": project(
      "hatchling.build",
      "hatchling",
      '[project.optional-dependencies]\ntest = ["pytest==9.0.1"]\n',
    ),
    ...module,
  },
  flit: {
    "pyproject.toml":
      '[build-system]\nrequires = ["flit_core >=3.11"]\nbuild-backend = "flit_core.buildapi"\n[project]\nname = "example"\nrequires-python = ">=3.12"\ndynamic = ["version", "description"]\n',
    "example.py": '"""An example."""\n__version__ = "1.0.0"\n',
    "test_example.py": "import pytest\n",
    "requirements-test.txt": "pytest==9.0.1 \\\n    --hash=sha256:00\n-r other.txt\n",
  },
  maturin: {
    "pyproject.toml": project(
      "maturin",
      "maturin>=1.9",
      `[tool.maturin]\nmodule-name = "example._lib"\npython-source = "python"\n${pytest}`,
    ),
    "Cargo.toml":
      '[package]\nname = "example"\nversion = "1.0.0"\n[lib]\nname = "_lib"\ncrate-type = ["cdylib"]\n',
    "src/lib.rs": "",
    "python/example/__init__.py": "",
    "tests/test_example.py": "",
  },
  "scikit-build-core": {
    "pyproject.toml": project("scikit_build_core.build", "scikit-build-core", pytest),
    "CMakeLists.txt": "",
    "src/example/__init__.py": "",
    "src/example/_core.cpp": "",
    "tests/test_example.py": "",
  },
  "meson-python": {
    "pyproject.toml":
      '[build-system]\nrequires = ["meson-python"]\nbuild-backend = "mesonpy"\n[project]\nname = "example"\nrequires-python = ">=3.12"\ndynamic = ["version"]\n',
    "meson.build":
      "project('example', 'c', version: '1.0.0')\npy = import('python').find_installation()\nsubdir('example')\n",
    "example/meson.build": "py.extension_module('_core', '_core.c', install: true)\n",
    "example/__init__.py": "",
    "tests/test_example.py": "",
  },
  poetry: {
    "pyproject.toml":
      '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n[tool.poetry]\nname = "example"\nversion = "1.0.0"\n[tool.poetry.dependencies]\npython = "^3.12"\n[tool.poetry.group.dev.dependencies]\npytest = "^9.0.1"\nblack = "*"\n',
    "example/__init__.py": "",
    "tests/test_example.py": "",
  },
  "a package of a monorepo": {
    "packages/one/pyproject.toml": project("hatchling.build", "hatchling", pytest),
    "packages/one/src/example/__init__.py": "",
    "packages/one/tests/test_example.py": "",
    "packages/two/pyproject.toml": project("hatchling.build", "hatchling").replace("example", "other"),
  },
  "settings of cibuildwheel": {
    "pyproject.toml": project(
      "setuptools.build_meta",
      "setuptools",
      [
        "[[tool.setuptools.ext-modules]]",
        'name = "example._speed"',
        'sources = ["src/example/_speed.c"]',
        "[tool.cibuildwheel]",
        'build = "cp312-* cp313-*"',
        'skip = ["pp*", "*-musllinux_*", "cp312-win_arm64"]',
        'test-command = "pytest {project}/tests"',
        'test-requires = ["pytest==9.0.1"]',
        'environment = {CFLAGS = "-g0"}',
        'repair-wheel-command = ""',
        "[tool.cibuildwheel.linux]",
        'before-all = ["yum install -y libffi-devel", "echo ready"]',
        "[tool.cibuildwheel.macos.environment]",
        'MACOSX_DEPLOYMENT_TARGET = "11.0"',
        "",
      ].join("\n"),
    ),
    "src/example/_speed.c": "",
    ...module,
  },
} as const satisfies Readonly<Record<string, Files>>;
