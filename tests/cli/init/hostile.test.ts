import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { FaultsError } from "../../../config/fault.ts";
import { findingsOf } from "../../../cli/init/findings/findings.ts";
import { localTree } from "../../../cli/init/tree/local-tree.ts";
import { slipway } from "../command-line.ts";
import { preview, read } from "./read-sources.ts";
import { shapes, sources, type Files } from "./sources.ts";

/** What `init` says of files that it can't make a stack file of. */
async function refusal(files: Files, folder?: string): Promise<string> {
  try {
    await read(files, folder === undefined ? {} : { folder });
  } catch (error) {
    if (error instanceof FaultsError) return error.message;
    throw error;
  }
  return "";
}

function faultOf(text: string): string {
  try {
    preview(text);
    return "";
  } catch (error) {
    return error instanceof FaultsError ? error.message : String(error);
  }
}

const buildSystem = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';

describe("init of a package that it can't make sense of", () => {
  it("names the line of a broken pyproject.toml", async () => {
    const said = await refusal({ "pyproject.toml": '[project]\nname = "a"\nversion = \n' });
    assert.match(said, /^pyproject\.toml:3: is not valid TOML \(.+\); correct that line, then run it again$/);
  });

  it("lists two packages and asks for one", async () => {
    const said = await refusal(shapes["a package of a monorepo"]);
    assert.match(
      said,
      /holds 2 packages, and a stack releases one; choose one: --folder packages\/one \(example\), --folder packages\/two \(other\)$/,
    );
  });

  it("refuses a folder without a package, and one that is none of the repository's", async () => {
    assert.match(await refusal({ "README.md": "# Nothing\n" }), /holds no Python package/);
    const said = await refusal(shapes.flit, "../elsewhere");
    assert.match(said, /--folder \.\.\/elsewhere: is no folder of it/);
  });

  it("leaves what belongs to tests and documents out of the packages", async () => {
    const more = { "tests/fixtures/pyproject.toml": buildSystem, "docs/setup.py": "" };
    assert.equal((await read({ ...shapes.flit, ...more })).findings.folder, ".");
  });

  it("takes a root that only holds a workspace together for no package", async () => {
    const root = {
      "pyproject.toml": '[project]\nname = "root"\nversion = "0"\n[tool.uv]\npackage = false\n',
    };
    const { "packages/two/pyproject.toml": _, ...one } = shapes["a package of a monorepo"];
    assert.equal((await read({ ...root, ...one })).findings.folder, "packages/one");
  });

  it("writes a file that says that there is no name, which the program then refuses by it", async () => {
    const { text } = await read({
      "pyproject.toml": `${buildSystem}[project]\nversion = "1"\n`,
      "a/__init__.py": "",
    });
    assert.match(
      text,
      /# LOOK was not found: no file says it; write the name that the index knows it by\n +# name: NAME\n/,
    );
    assert.match(faultOf(text), /slipway:package\.name: is missing/);
  });

  it("finds a name that stands in setup.py alone, and says where one is computed", async () => {
    const setup = (name: string) => ({
      "setup.py": `from setuptools import setup\nNAME = "by-name"\nsetup(name=${name}, version="1")\n`,
    });
    assert.equal((await read(setup('"plain"'))).findings.name?.value, "plain");
    assert.equal((await read(setup("NAME"))).findings.name?.value, "by-name");
    const { looks } = await read(setup("name()"));
    assert.ok(looks.includes("slipway:package.name: was not found: setup.py computes it"));
  });

  it("says that a dynamic version comes from nowhere it knows", async () => {
    const dynamic = `${buildSystem}[project]\nname = "example"\ndynamic = ["version"]\n`;
    const { text } = await read({ "pyproject.toml": dynamic, "example/__init__.py": "" });
    assert.match(text, /# LOOK was not found: it is dynamic, .*\n(?: +#.*\n)* +# version: \{from: tags\}\n/);
    const byTags = `${dynamic}[tool.hatch.version]\nsource = "vcs"\n`;
    assert.deepEqual((await read({ "pyproject.toml": byTags })).findings.version?.value, { from: "tags" });
  });

  it("says that without a build system it is setuptools", async () => {
    const { findings } = await read({ "pyproject.toml": '[project]\nname = "example"\nversion = "1"\n' });
    assert.match(findings.backend.from, /there is no \[build-system\], so that pip takes setuptools/);
  });

  it("refuses a pyproject.toml that is not UTF-8, and passes over other such files", async () => {
    const latin = new Uint8Array([0x23, 0xe9, 0x0a]);
    assert.match(await refusal({ "pyproject.toml": latin }), /^pyproject\.toml: is not UTF-8/);
    const { looks } = await read({ ...shapes.flit, "tox.ini": latin, ".github/workflows/x.yml": latin });
    assert.deepEqual(
      looks.filter((look) => look.includes("UTF-8")),
      ["tox.ini: is not UTF-8", ".github/workflows/x.yml: is not UTF-8"],
    );
  });

  it("asks for the repository where nothing names one, and takes it from project.urls", async () => {
    using bare = sources(shapes["hatchling, in src"]);
    const { findings } = { findings: await findingsOf(await localTree(".", bare.folder), undefined) };
    assert.ok(findings.faults.some(({ place }) => place === "slipway:package.repository"));
    const urls =
      '[project.urls]\nDocs = "https://example.org"\nSource = "https://github.com/octo/linked/tree/main"\n';
    const pyproject = `${shapes["hatchling, in src"]["pyproject.toml"]}${urls}`;
    using linked = sources({ ...shapes["hatchling, in src"], "pyproject.toml": pyproject });
    const found = await findingsOf(await localTree(".", linked.folder), undefined);
    assert.equal(found.repository.fullName?.value, "octo/linked");
  });

  it("never shows the password in a remote's address", async () => {
    const { text } = await read(shapes.flit);
    assert.doesNotMatch(text, /word|octo:/);
  });

  it("says that no version of Python is left", async () => {
    const old = shapes["hatchling, in src"]["pyproject.toml"].replace(">=3.12", ">=3.6,<3.9");
    const { text } = await read({ ...shapes["hatchling, in src"], "pyproject.toml": old });
    assert.match(faultOf(text), /slipway:package\.pythons: is missing/);
    assert.match(text, /# LOOK has none: >=3\.6,<3\.9 \(/);
  });

  it("ends although links form a circle and point outside", async () => {
    using made = sources(shapes.flit);
    mkdirSync(join(made.folder, "deep"));
    symlinkSync("..", join(made.folder, "deep", "circle"));
    symlinkSync("/etc/hostname", join(made.folder, "setup.py"));
    const tree = await localTree("x", made.folder);
    assert.deepEqual(
      [...tree.paths],
      ["example.py", "pyproject.toml", "requirements-test.txt", "test_example.py"],
    );
    assert.equal(await tree.read("setup.py"), null);
  });

  it("reads a folder below the repository's root, and no file above it", async () => {
    using made = sources(shapes["a package of a monorepo"]);
    made.git("init", "--quiet");
    const tree = await localTree("one", join(made.folder, "packages", "one"));
    assert.equal((await findingsOf(tree, undefined)).folder, "packages/one");
  });

  it("keeps everything that a hostile package names on its own line, as plain text", async () => {
    const hostile = 'name = "a\\n  b: c"\nversion = "1"\nrequires-python = ">=3.12 # \\u2028x"\n';
    const { text } = await read({ "pyproject.toml": `${buildSystem}[project]\n${hostile}` });
    assert.match(faultOf(text), /slipway:package\.name: is missing/);
    assert.doesNotMatch(text, /^ *b: c/m);
  });

  it("takes no value that GitHub would read as an expression, nor one that looks like a secret", async () => {
    const pyproject = shapes["settings of cibuildwheel"]["pyproject.toml"]
      .replace('CFLAGS = "-g0"', `A = "\${{ secrets.X }}", TOKEN = "ghp_${"a".repeat(36)}"`)
      .replace('["pytest==9.0.1"]', '["pytest==9.0.1"]\nbefore-build = "echo ghp_' + "a".repeat(36) + '"');
    const { text, looks } = await read({
      ...shapes["settings of cibuildwheel"],
      "pyproject.toml": pyproject,
    });
    const { native } = preview(text).settings.package;
    assert.deepEqual([native?.environment, native?.linux.beforeBuild], [{}, undefined]);
    assert.doesNotMatch(text, /ghp_/);
    assert.ok(looks.some((look) => look.includes("looks like a secret")));
  });

  it("ends with findings or faults, whatever stands in the files", async function () {
    this.timeout(60_000);
    using made = sources({});
    const word = fc.constantFrom(
      "project",
      "name",
      "tool",
      "poetry",
      "[",
      "]",
      "=",
      '"',
      "\n",
      "a",
      "setup(",
      "{",
      "}",
      "pytest",
      "cibuildwheel",
      "skip",
      ".",
      ",",
      "[[",
      "version",
      "dependency-groups",
      "dev",
      "test",
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (pyproject, cfg, setup) => {
        writeFileSync(join(made.folder, "pyproject.toml"), pyproject);
        writeFileSync(join(made.folder, "setup.cfg"), cfg);
        writeFileSync(join(made.folder, "setup.py"), setup);
        try {
          await findingsOf(await localTree("x", made.folder), ".");
        } catch (error) {
          assert.ok(error instanceof FaultsError, String(error));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the command init", function () {
  this.timeout(60_000);

  it("writes a stack file once, and never over another", async () => {
    using made = sources(shapes.flit);
    const first = await slipway(["init", "."], { cwd: made.folder });
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^example is pure: flit builds pure packages alone/);
    const file = join(made.folder, "Pulumi.example.yaml");
    writeFileSync(file, "mine\n");
    const second = await slipway(["init", "."], { cwd: made.folder });
    assert.equal(second.code, 1);
    assert.match(second.stderr, /^error: Pulumi\.example\.yaml: is there already, and is not overwritten; /);
    assert.equal(readFileSync(file, "utf8"), "mine\n");
    // A link that leads nowhere is something as well.
    symlinkSync("nowhere", join(made.folder, "Pulumi.link.yaml"));
    assert.equal((await slipway(["init", ".", "--stack", "link"], { cwd: made.folder })).code, 1);
    assert.ok(!existsSync(join(made.folder, "nowhere")));
  });

  it("says a fault in one line and as JSON, without a stack trace", async () => {
    using made = sources({ "pyproject.toml": "[project\n" });
    const { code, stderr, stdout } = await slipway(["init", "."], { cwd: made.folder });
    assert.equal(code, 1);
    assert.match(stderr, /^error: pyproject\.toml:1: is not valid TOML .*\n$/);
    assert.equal(stdout, "");
    const json = await slipway(["init", ".", "--json"], { cwd: made.folder });
    const { result, faults } = JSON.parse(json.stdout) as {
      result: string;
      faults: readonly { place: string }[];
    };
    assert.deepEqual([result, faults[0]?.place], ["failed", "pyproject.toml:1"]);
  });

  it("prints the file or the findings and writes nothing where that is asked for", async () => {
    using made = sources(shapes.poetry);
    const printed = await slipway(["init", ".", "--stdout"], { cwd: made.folder });
    assert.match(printed.stdout, /^# Releases of example: .*\n# .*\n(?:# .*\n)*config:\n/);
    const { stdout } = await slipway(["init", ".", "--stdout", "--json"], { cwd: made.folder });
    const found = JSON.parse(stdout) as {
      settings: readonly { setting: string; value: unknown }[];
      file: null;
    };
    assert.equal(found.settings.find(({ setting }) => setting === "slipway:package.kind")?.value, "pure");
    assert.equal(found.file, null);
    assert.ok(!existsSync(join(made.folder, "Pulumi.example.yaml")));
  });

  it("names a source that is none on one line", async () => {
    using made = sources({});
    const said = async (source: string) => (await slipway(["init", source], { cwd: made.folder })).stderr;
    assert.match(await said(""), /^error: the source: is empty; .*\n$/);
    assert.match(await said("a\nb"), /^error: a b: does not exist, and is no OWNER\/NAME .*\n$/);
  });

  it("refuses a stack's name that would lead elsewhere", async () => {
    using made = sources(shapes.flit);
    const { code, stderr } = await slipway(["init", ".", "--stack", "../x"], { cwd: made.folder });
    assert.equal(code, 1);
    assert.match(stderr, /--stack \.\.\/x: is not the name of a stack/);
  });

  it("refuses a stack's name that no command would find the file of", async () => {
    using made = sources(shapes.flit);
    for (const name of ["..", "a.b"]) {
      const { stderr } = await slipway(["init", ".", "--stack", name], { cwd: made.folder });
      assert.match(stderr, /: is not the name of a stack; use letters, digits, underscores and hyphens/);
    }
    const { stderr } = await slipway(["init", ".", "-o", "Pulumi.a.b.yaml"], { cwd: made.folder });
    assert.match(stderr, /--stack a\.b: is not the name of a stack/);
  });
});
