import assert from "node:assert/strict";
import { wheelOf } from "../wheel/wheels.ts";
import { Workplace, feedstockOf } from "./recipes.ts";

const declaration = feedstockOf({ name: "demo" }, { names: { "Own.Lib": "own-lib-python" } });
const wheel = "demo-1.0-py3-none-any";
const requires = [
  "httpx>=0.27.0",
  "pydantic<3,>=2",
  "msgpack~=1.0.5",
  "Typing_Extensions!=4.6.0,>=4",
  "PyYAML==6.*",
  "own-lib",
  "tomli; python_version < '3.12'",
  'colorama; python_version < "3.9"',
  "rich>=10; extra == 'cli'",
];

const recipe = `schema_version: 1

context:
  version: "1.0"

package:
  name: demo
  version: \${{ version }}

source:
  url: https://index.example.org/packages/source/d/demo/demo-\${{ version }}.tar.gz
  sha256: ${"a".repeat(64)}

build:
  number: 0
  noarch: python
  script: \${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation

requirements:
  host:
    - python \${{ python_min }}.*
    - pip
    - hatchling
  run:
    - python >=\${{ python_min }}
    - httpx >=0.27
    - pydantic >=2.0,<3.0a0
    - msgpack-python >=1.0.5,<1.1
    - typing_extensions >=4,!=4.6
    - pyyaml 6.*
    - own-lib-python
    - tomli

tests:
  - python:
      imports: demo
      python_version: ["\${{ python_min }}.*", "*"]

about:
  homepage: https://github.com/octo-org/demo
  summary: A demonstration
  license: MIT
  license_file: LICENSE

extra:
  recipe-maintainers:
    - octocat
`;

/** What is found of a recipe in which one thing was changed. */
async function found(from: string, to: string, text = recipe): Promise<readonly string[]> {
  assert.ok(text.includes(from), from);
  using place = new Workplace({ [`${wheel}.whl`]: wheelOf({ name: wheel, requires }) });
  return (await place.check(declaration, text.replace(from, to))).faults;
}

/** The one difference that was planted, at its line, with its mend. */
async function planted(from: string, to: string, wanted: RegExp): Promise<void> {
  const faults = await found(from, to);
  assert.equal(faults.length, 1, faults.join("\n"));
  assert.match(faults[0] ?? "", wanted);
}

describe("the comparison of a recipe with a wheel", () => {
  it("finds nothing where both ask for the same in their own words", async () => {
    assert.deepEqual(await found("demo", "demo"), []);
  });

  it("finds a requirement that is missing", async () => {
    await planted(
      "    - httpx >=0.27\n",
      "",
      /^recipe\.yaml: lacks httpx: the wheel asks for httpx>=0\.27\.0; add httpx >=0\.27 /,
    );
  });

  it("finds one that the wheel does not ask for", async () => {
    await planted(
      "    - tomli\n",
      "    - tomli\n    - attrs\n",
      /^recipe\.yaml:33: requires attrs, which the wheel does not ask for; remove it/,
    );
  });

  it("finds a lower bound that is too low", async () => {
    await planted(
      "httpx >=0.27",
      "httpx >=0.26",
      /^recipe\.yaml:26: requires httpx >=0\.26, and the wheel asks for httpx>=0\.27\.0; write httpx >=0\.27,/,
    );
  });

  it("finds an upper bound that is missing", async () => {
    await planted(
      "pydantic >=2.0,<3.0a0",
      "pydantic >=2.0",
      /requires pydantic >=2, and the wheel asks for pydantic<3,>=2; write pydantic >=2,<3,/,
    );
  });

  it("finds a compatible release that ends elsewhere", async () => {
    await planted(
      "msgpack-python >=1.0.5,<1.1",
      "msgpack-python >=1.0.5,<2",
      /requires msgpack-python >=1\.0\.5,<2, .*msgpack~=1\.0\.5/,
    );
  });

  it("finds a version that is no longer left out", async () => {
    await planted(
      "typing_extensions >=4,!=4.6",
      "typing_extensions >=4",
      /requires typing_extensions >=4, .*write typing-extensions >=4,!=4\.6,/,
    );
  });

  it("finds a pin that became an exact one", async () => {
    await planted("pyyaml 6.*", "pyyaml 6", /requires pyyaml ==6, and the wheel asks for PyYAML==6\.\*/);
  });

  it("finds the index's name where conda-forge has another", async () => {
    const faults = await found("msgpack-python", "msgpack");
    assert.match(
      faults.join("\n"),
      /lacks msgpack-python, which conda-forge does not call msgpack: the wheel asks for msgpack~=1\.0\.5; add msgpack-python >=1\.0\.5,<1\.1 /,
    );
  });

  it("finds the index's name where the stack declares another", async () => {
    const faults = await found("own-lib-python", "own-lib");
    assert.match(
      faults.join("\n"),
      /lacks own-lib-python, which conda-forge does not call own-lib: .*; add own-lib-python /,
    );
  });

  it("finds what an older Python alone needs missing, and says which", async () => {
    await planted(
      "    - tomli\n",
      "",
      /lacks tomli: the wheel asks for tomli; python_version < '3\.12' \(for Python 3\.11\); /,
    );
  });

  it("finds another bound of Python", async () => {
    await planted(
      "python >=${{ python_min }}\n",
      "python >=${{ python_min }},<3.14\n",
      /recipe\.yaml:25: runs on Python >=3\.11,<3\.14, and the wheel on >=3\.11; /,
    );
  });

  it("finds a newer oldest Python", async () => {
    await planted(
      'version: "1.0"\n',
      'version: "1.0"\n  python_min: "3.12"\n',
      /runs on Python >=3\.12, and the wheel on >=3\.11; /,
    );
  });

  it("finds a recipe of another version, and one of another package", async () => {
    await planted(
      'version: "1.0"',
      'version: "1.1"',
      /^recipe\.yaml: is for version 1\.1, and demo-1\.0-py3-none-any\.whl is 1\.0; /,
    );
    await planted("name: demo", "name: other", /^recipe\.yaml: is the recipe of other, not of demo; /);
  });

  it("tells all of them at once", async () => {
    const changed = recipe
      .replace("    - httpx >=0.27\n", "")
      .replace("pyyaml 6.*", "pyyaml 5.*")
      .replace("tomli", "tomlkit");
    const faults = await found("demo", "demo", changed);
    assert.equal(faults.length, 4, faults.join("\n"));
  });

  it("takes what a comment explains, and tells of it", async () => {
    using place = new Workplace({ [`${wheel}.whl`]: wheelOf({ name: wheel, requires }) });
    const text = recipe.replace(
      "    - tomli\n",
      "    - tomli\n    - h2 >=3  # what httpx[http2] brings\n    - rich\n",
    );
    const { faults, lines } = await place.check(declaration, text);
    assert.deepEqual(faults, []);
    assert.match(lines.join("\n"), /recipe\.yaml:33: requires h2, /);
    assert.match(lines.join("\n"), /recipe\.yaml:34: requires rich, .* by an extra alone/);
  });
});

describe("the comparison of a native recipe", () => {
  const native = feedstockOf({ name: "demo", kind: "native" });
  const built = "demo-1.0-cp313-cp313-manylinux_2_28_x86_64";
  const asked = [
    "numpy>=1.26",
    "colorama>=0.4; sys_platform == 'win32'",
    "tomli>=2; python_version < '3.12'",
  ];
  const text = recipe
    .replace("  noarch: python\n", "")
    .replace(
      "  host:\n    - python ${{ python_min }}.*\n",
      "  build:\n    - ${{ compiler('c') }}\n    - ${{ stdlib('c') }}\n  host:\n    - python\n    - numpy\n",
    )
    .replace(
      / {4}- python >=[^]*\n\ntests/,
      `    - python
    - if: win
      then: colorama >=0.4
    - if: match(python, "<3.12")
      then:
        - tomli >=2

tests`,
    );

  async function check(changed: string, requiresPython = ">=3.9"): Promise<readonly string[]> {
    using place = new Workplace({
      [`${built}.whl`]: wheelOf({ name: built, requires: asked, requiresPython }),
    });
    return (await place.check(native, changed)).faults;
  }

  it("finds nothing where conditions say what markers say, and headers bring their library along", async () => {
    assert.deepEqual(await check(text), []);
  });

  it("finds a condition that holds elsewhere", async () => {
    const [fault = "", ...others] = await check(text.replace("if: win", "if: unix"));
    assert.match(fault, /requires colorama, which the wheel does not ask for \(on linux and osx\); /);
    assert.match(others.join("\n"), /lacks colorama >=0\.4 \(on win\); /);
  });

  it("finds a bound of Python that ends elsewhere", async () => {
    assert.match(
      (await check(text.replace("<3.12", "<3.13"))).join("\n"),
      /requires tomli, which the wheel does not ask for \(for Python 3\.12\)/,
    );
  });

  it("finds a Python that is built for and not admitted, and one that is skipped and admitted", async () => {
    assert.match(
      (await check(text, ">=3.12")).join("\n"),
      /is built for Python 3\.11, which the wheel does not admit; /,
    );
    const skipping = text.replace("  number: 0\n", '  number: 0\n  skip: match(python, "<3.12")\n');
    const joined = text
      .replace('version: "1.0"\n', 'version: "1.0"\n  python_min: "3.12"\n')
      .replace("  number: 0\n", '  number: 0\n  skip: match(python, "<" ~ python_min)\n');
    assert.deepEqual(await check(joined, ">=3.12"), await check(skipping, ">=3.12"));
    assert.match((await check(skipping)).join("\n"), /skips Python 3\.11, which the wheel admits; /);
    assert.deepEqual(
      (await check(skipping, ">=3.12")).filter((fault) => fault.includes("Python 3.")),
      [],
    );
  });
});
