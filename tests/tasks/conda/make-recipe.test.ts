import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { run } from "../index/run.ts";
import { archive, raw } from "../tar/archives.ts";
import { publish } from "../verify/published.ts";
import { sdistOf } from "../wheel/wheels.ts";
import { Workplace, feedstockOf } from "./recipes.ts";

const demo = feedstockOf({ name: "demo" });
const program = join(import.meta.dirname, "../../../tasks/conda-recipe.ts");

/** What metadata says; what is not given is as it should be. */
function metadata(...lines: readonly string[]): string {
  const headers = [
    "Metadata-Version: 2.4",
    "Name: demo",
    "Version: 1.0",
    "Summary: A demonstration",
    ...lines,
  ];
  const license = lines.some((line) => line.startsWith("License")) ? [] : ["License-Expression: MIT"];
  return [...headers, ...license, "", ""].join("\n");
}

interface Sources {
  readonly lines?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

function sdist({ lines = [], files = {} }: Sources = {}): Buffer {
  return sdistOf("demo-1.0", { metadata: metadata(...lines), files: { LICENSE: "MIT", ...files } });
}

async function made(sources: Sources, declaration = demo) {
  using place = new Workplace({ "demo-1.0.tar.gz": sdist(sources) });
  return await place.make(declaration);
}

/** What the recipe holds that is made of these sources. */
async function recipeOf(sources: Sources, declaration = demo) {
  const { text, faults } = await made(sources, declaration);
  assert.deepEqual(faults, []);
  return parse(text ?? "") as {
    context: Readonly<Record<string, string>>;
    source: { url: string };
    build: { script: unknown; skip?: unknown; python?: { entry_points: readonly string[] } };
    requirements: Readonly<Record<"build" | "host" | "run", readonly unknown[]>>;
    about: { license: string; license_file: unknown; homepage: string };
  };
}

describe("a recipe's requirements", () => {
  const native = feedstockOf({ name: "demo", kind: "native" });

  it("are the metadata's in conda's words, sorted by name, older Pythons' and extras' left out", async () => {
    const { requirements } = await recipeOf({
      lines: [
        "Requires-Dist: torch~=2.1",
        "Requires-Dist: Msgpack<2,>=1,!=1.0.4",
        "Requires-Dist: httpcore (==1.*)",
        "Requires-Dist: build===1.2",
        'Requires-Dist: importlib-metadata; python_version < "3.8"',
        'Requires-Dist: pytest; extra == "test"',
      ],
    });
    assert.deepEqual(requirements.run, [
      "python >=${{ python_min }}",
      "python-build ==1.2",
      "httpcore 1.*",
      "msgpack-python >=1,<2,!=1.0.4",
      "pytorch >=2.1,<3",
    ]);
  });

  it("take what is declared before what is known", async () => {
    const declared = feedstockOf({ name: "demo" }, { names: { Torch: "pytorch-cpu" } });
    const { requirements } = await recipeOf({ lines: ["Requires-Dist: torch"] }, declared);
    assert.ok(requirements.run.includes("pytorch-cpu"));
  });

  it("are always there in a noarch package where some Python needs them, which is told", async () => {
    const { text, lines } = await made({ lines: ['Requires-Dist: tomli>=2; python_version < "3.12"'] });
    assert.match(text ?? "", /^ {4}- tomli >=2$/m);
    assert.match(lines.join("\n"), /tomli>=2; python_version < "3\.12" is needed for Python 3\.11 alone; /);
  });

  it("name each marker of a system that a noarch package can't keep, with its mend", async () => {
    const { faults } = await made({
      lines: [
        'Requires-Dist: pywin32; sys_platform == "win32"',
        'Requires-Dist: uvloop; platform_machine == "arm64"',
      ],
    });
    assert.equal(faults.length, 2);
    assert.match(
      faults[0] ?? "",
      /PKG-INFO: asks for pywin32; sys_platform == "win32", needed on win alone, .*; drop the marker .* \(slipway:conda\.recipe\)$/,
    );
    assert.match(faults[1] ?? "", /asks for uvloop; platform_machine == "arm64", needed on osx alone/);
  });

  it("have a native package's markers as conditions", async () => {
    const { requirements } = await recipeOf(
      {
        lines: [
          'Requires-Dist: colorama; sys_platform == "win32"',
          'Requires-Dist: uvloop>=0.17; sys_platform != "win32" and implementation_name == "cpython"',
          'Requires-Dist: tomli; python_version < "3.12"',
        ],
      },
      native,
    );
    assert.deepEqual(requirements.run, [
      "python",
      { if: "win", then: "colorama" },
      { if: 'match(python, "<3.12")', then: "tomli" },
      { if: "unix", then: "uvloop >=0.17" },
    ]);
  });

  it("name extras, which conda does not know", async () => {
    const { faults } = await made({ lines: ["Requires-Dist: httpx[http2,socks]>=0.27"] });
    assert.match(
      faults.join("\n"),
      /asks for httpx\[http2,socks\], and conda knows no extras; keep a recipe /,
    );
  });

  it("name an unknown marker, an address, a local version and what is no requirement, all at once", async () => {
    const { faults } = await made({
      lines: [
        'Requires-Dist: one; colour == "red"',
        "Requires-Dist: two @ https://example.org/two.zip",
        "Requires-Dist: three==1.0+cpu",
        "Requires-Dist: >=4",
      ],
    });
    assert.equal(faults.length, 4, faults.join("\n"));
    assert.match(
      faults[0] ?? "",
      /one; colour == "red": has a marker that can't be read: colour is no variable of markers; /,
    );
    assert.match(faults[1] ?? "", /names an address, /);
    assert.match(faults.join("\n"), /names a local version, /);
    assert.match(faults.join("\n"), /is no requirement \(PEP 508\)/);
  });

  it("can't be met by bounds that exclude each other", async () => {
    const { faults } = await made({
      lines: [
        'Requires-Dist: numpy<2; python_version < "3.12"',
        'Requires-Dist: numpy>=2; python_version >= "3.12"',
      ],
    });
    assert.match(faults.join("\n"), /which no version of numpy meets for all Pythons at once; /);
  });

  it("have the build backend of pyproject.toml, of setuptools where there is none", async () => {
    const hosts = async (files: Readonly<Record<string, string>>) =>
      (await recipeOf({ files })).requirements.host;
    assert.deepEqual(await hosts({}), ["python ${{ python_min }}.*", "pip", "setuptools"]);
    const text = '[build-system]\nrequires = [\n  "poetry-core>=1.9,<3", # bounds\n]\n';
    assert.deepEqual((await hosts({ "pyproject.toml": text })).slice(2), ["poetry-core >=1.9,<3"]);
  });

  it("have compilers by backend and sources, tools where they run, and what is declared", async () => {
    const pyproject = '[build-system]\nrequires = ["scikit-build-core>=0.10", "pybind11", "ninja>=1.11"]\n';
    const files = { "pyproject.toml": pyproject, "src/one.cpp": "", "src/two.f90": "", "tests/three.rs": "" };
    const declared = feedstockOf({ name: "demo", kind: "native" }, { host: ["openssl"] });
    const { requirements } = await recipeOf({ files }, declared);
    assert.deepEqual(requirements.build.slice(1), [
      "${{ compiler('c') }}",
      "${{ compiler('cxx') }}",
      "${{ compiler('fortran') }}",
      "${{ stdlib('c') }}",
      "cmake",
      "ninja >=1.11",
    ]);
    assert.deepEqual(requirements.host, ["python", "pip", "scikit-build-core >=0.10", "pybind11", "openssl"]);
    const own = feedstockOf({ name: "demo", kind: "native" }, { compilers: ["rust"] });
    const rust = await recipeOf({ files: { ...files, "rust/Cargo.toml": "" } }, own);
    assert.ok(!rust.requirements.build.includes("${{ compiler('cxx') }}"));
    assert.deepEqual(rust.build.script, [
      "cd rust",
      "cargo-bundle-licenses --format yaml --output ../THIRDPARTY.yml",
      "cd ../",
      "${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation",
    ]);
  });
});

describe("a recipe's Python", () => {
  const run = async (bound: string) => {
    const { context, requirements } = await recipeOf({ lines: [`Requires-Python: ${bound}`] });
    return [context["python_min"] ?? null, requirements.run[0]];
  };

  it("has conda-forge's oldest, the package's where that is newer, and its other bounds", async () => {
    assert.deepEqual(await run(">=3.9"), [null, "python >=${{ python_min }}"]);
    assert.deepEqual(await run(">=3.12"), ["3.12", "python >=${{ python_min }}"]);
    assert.deepEqual(await run(">=3.12.4,<4,!=3.9.1"), ["3.12", "python >=${{ python_min }}.4,<4"]);
    assert.deepEqual(await run("~=3.12"), ["3.12", "python >=${{ python_min }},<4"]);
  });

  it("is skipped where a native package does not admit it", async () => {
    const native = feedstockOf({ name: "demo", kind: "native" });
    const skip = async (bound: string) =>
      (await recipeOf({ lines: [`Requires-Python: ${bound}`] }, native)).build.skip;
    assert.equal(await skip(">=3.9"), undefined);
    assert.deepEqual(await skip(">=3.12,<3.14"), ['match(python, "<3.12")', 'match(python, ">=3.14")']);
  });
});

describe("what a recipe tells", () => {
  it("takes license and addresses from where older metadata has them", async () => {
    const { about } = await recipeOf({
      lines: [
        "Home-page: https://example.org/demo",
        "License: MIT License",
        "Classifier: License :: OSI Approved :: MIT License",
      ],
    });
    assert.deepEqual(about, {
      homepage: "https://example.org/demo",
      summary: "A demonstration",
      license: "MIT",
      license_file: "LICENSE",
      repository: "https://github.com/example/demo",
    });
  });

  it("names the programs of setuptools, poetry and the standard's own table", async () => {
    const points = async (files: Readonly<Record<string, string>>) =>
      (await recipeOf({ files })).build.python?.entry_points;
    assert.deepEqual(
      await points({
        "demo.egg-info/entry_points.txt": "[console_scripts]\ndemo = demo.cli:main [x]\n[other]\na = b:c\n",
      }),
      ["demo = demo.cli:main"],
    );
    assert.deepEqual(await points({ "pyproject.toml": '[tool.poetry.scripts]\ndemo = "demo:run"\n' }), [
      "demo = demo:run",
    ]);
    assert.deepEqual(
      await points({ "pyproject.toml": '[project]\nscripts = {b = "demo:b", a = "demo:a"}\n' }),
      ["a = demo:a", "b = demo:b"],
    );
  });

  it("names no script as its home page", async () => {
    const { about } = await recipeOf({ lines: ["Home-page: javascript:alert(1)"] });
    assert.equal(about.homepage, "https://github.com/example/demo");
  });

  it("quotes what YAML would take for something else", async () => {
    const odd = 'Yes: a "demo" #1 - it\'s 100% {safe}';
    const text = metadata().replace("Summary: A demonstration", `Summary: ${odd}`);
    using place = new Workplace({
      "demo-1.0.tar.gz": sdistOf("demo-1.0", { metadata: text, files: { LICENSE: "" } }),
    });
    const recipe = parse((await place.make(demo)).text ?? "") as { about: { summary: string } };
    assert.equal(recipe.about.summary, odd);
  });
});

describe("what no recipe can be made of", () => {
  async function refused(content: Buffer, wanted: RegExp, declaration = demo): Promise<void> {
    using place = new Workplace({ "demo-1.0.tar.gz": content });
    assert.match((await place.make(declaration)).faults.join("\n"), wanted);
  }

  it("is an sdist without a license file, or without a license", async () => {
    const bare = sdistOf("demo-1.0", {
      metadata: metadata("License: BSD", "Classifier: License :: OSI Approved :: BSD License"),
    });
    await refused(
      bare,
      /^demo-1\.0\.tar\.gz, PKG-INFO: does not tell the license for sure; .*\n.*holds no license file, which conda-forge requires; /,
    );
  });

  it("is one without PKG-INFO, one that is no archive, one with a broken pyproject.toml", async () => {
    const bare = gzipSync(archive(raw({ name: "demo-1.0/LICENSE" }, "MIT")));
    await refused(bare, /^demo-1\.0\.tar\.gz: holds no PKG-INFO; /);
    await refused(Buffer.from("no archive"), /^demo-1\.0\.tar\.gz: is not compressed by gzip, /);
    await refused(
      sdist({ files: { "pyproject.toml": "[build-system\n" } }),
      /pyproject\.toml: is broken: .* in line 1; /,
    );
  });

  it("is another project's sdist, several at once, or none", async () => {
    await refused(
      sdistOf("demo-1.0", { metadata: metadata().replace("demo", "other") }),
      /says Name: other, and the stack declares demo; /,
    );
    using several = new Workplace({ "demo-1.0.tar.gz": sdist(), "demo-2.0.tar.gz": sdist() });
    assert.match((await several.make(demo)).faults.join("\n"), /holds several sdists of demo: /);
    using other = new Workplace({ "other-1.0.tar.gz": sdist() });
    assert.match(
      (await other.make(demo)).faults.join("\n"),
      /holds no sdist of demo, but other-1\.0\.tar\.gz; /,
    );
  });

  it("is metadata with an expression, which rattler-build would compute on the feedstock", async () => {
    const { faults } = await made({
      lines: [
        "License-Expression: MIT ${{ x }}",
        "Home-page: https://example.org/${{x}}",
        "License-File: ${{x}}",
      ],
      files: {
        "${{x}}": "MIT",
        "pyproject.toml": '[project]\nname = "demo"\n[project.scripts]\n"${{x}}" = "demo:main"\n',
      },
    });
    const text = faults.join("\n");
    for (const what of ["license", "homepage", "license_file", "entry point"])
      assert.ok(
        text.includes(`PKG-INFO: has \${{ in its ${what}, which a recipe would compute; `),
        `${what}\n${text}`,
      );
  });

  it("is a stack that declares no feedstock", async () => {
    await refused(sdist(), /^slipway:conda: is not declared; /, { ...demo, conda: null });
  });
});

describe("a recipe's source on the index", () => {
  it("is fetched by its version, and has to be there with that very hash where that is asked", async () => {
    const content = sdist();
    const wheel = { name: "demo-1.0-py3-none-any.whl", content: Buffer.from("a wheel") };
    await using published = await publish([{ name: "demo-1.0.tar.gz", content }, wheel]);
    const index = published.index.simpleUrl;
    using place = new Workplace();
    const made = await place.make(demo, { version: "1.0", index });
    assert.deepEqual(made.faults, []);
    assert.deepEqual(readFileSync(join(place.dist, wheel.name)), wheel.content, "for check-recipe");
    assert.match(made.text ?? "", new RegExp(`sha256: ${sha256Of(content)}`));
    assert.deepEqual((await place.make(demo, { published: true, index })).faults, []);

    const missing = await place.make(demo, { version: "1.1", index });
    assert.match(
      missing.faults.join("\n"),
      /^demo 1\.1: has no sdist on PyPI, .*; release it first, then make the recipe$/,
    );
    using rebuilt = new Workplace({ "demo-1.0.tar.gz": sdist({ files: { "other.py": "" } }) });
    const other = await rebuilt.make(demo, { published: true, index });
    assert.match(
      other.faults.join("\n"),
      /^demo-1\.0\.tar\.gz: is not the file that PyPI holds: its hash is another; /,
    );
  });

  it("is told on the command line too", async () => {
    await using published = await publish([]);
    using place = new Workplace({ "demo-1.0.tar.gz": sdist() });
    const declaration = place.write("release.json", JSON.stringify(demo));
    const args = [
      program,
      "--files",
      place.dist,
      "--out",
      join(place.folder, "r", "recipe.yaml"),
      "--declaration",
      declaration,
    ];
    const variables = { PYPI_SIMPLE_URL: published.index.simpleUrl };
    const { code, output } = await run(process.execPath, [...args, "--published", "required"], variables);
    assert.equal(code, 1, output);
    assert.match(output, /^demo 1\.0: has no sdist on PyPI, /m);
    assert.equal((await run(process.execPath, [...args, "--published", "maybe"], variables)).code, 2);
    assert.equal((await run(process.execPath, args, variables)).code, 0);
  });
});
