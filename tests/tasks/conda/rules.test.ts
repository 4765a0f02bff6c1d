import assert from "node:assert/strict";
import { readRecipe } from "../../../tasks/conda/recipe/recipe.ts";
import { applyRules, rules } from "../../../tasks/conda/rules/apply.ts";
import { formatFault } from "../../../tasks/program/fault.ts";

const noarch = `schema_version: 1

context:
  name: demo
  version: "1.0"
  python_min: "3.12"

package:
  name: \${{ name }}
  version: \${{ version }}

source:
  url: https://index.example.org/packages/source/\${{ name[0] }}/\${{ name }}/demo-\${{ version }}.tar.gz
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

tests:
  - python:
      imports:
        - demo
      pip_check: true
      python_version:
        - \${{ python_min }}.*
        - "*"

about:
  homepage: https://github.com/octo-org/demo
  summary: A demonstration
  license: MIT OR (Apache-2.0 AND LicenseRef-own)
  license_file: LICENSE

extra:
  recipe-maintainers:
    - octocat
    - conda-forge/octo
`;

const native = noarch
  .replace("  noarch: python\n", "")
  .replace(
    "  host:\n    - python ${{ python_min }}.*\n",
    "  build:\n    - ${{ compiler('c') }}\n    - ${{ stdlib('c') }}\n  host:\n    - python\n",
  )
  .replace("python >=${{ python_min }}", "python");

const two = native.replace("package:\n  name: ${{ name }}", "recipe:\n  name: ${{ name }}").replace(
  /requirements:[^]*(?=about:)/,
  `outputs:
  - package:
      name: demo
    build:
      number: 0
    tests:
      - python:
          imports: demo
  - package:
      name: demo-tools
    requirements:
      run:
        - \${{ pin_subpackage("demo", exact=True) }}
    tests:
      - script: demo --help

`,
);

/** Rules by what has to be changed in a sound recipe for them to find it. */
const planted: readonly (readonly [rule: string, recipe: string, from: string | RegExp, to: string])[] = [
  ["last-line", noarch, /\n$/, ""],
  ["last-line", noarch, /\n$/, "\n\n"],
  ["comment-selectors", noarch, "httpx >=0.27", "httpx >=0.27  # [win]"],
  ["legacy-templates", noarch, "summary: A demonstration", 'summary: "{{ name }} demonstration"'],
  ["template-blanks", noarch, "${{ name[0] }}", "${{name[0]}}"],
  ["unknown-section", noarch, "tests:", "test:"],
  ["section-order", noarch, /(build:[^]*?\n\n)(requirements:[^]*?\n\n)/, "$2$1"],
  ["schema-version", noarch, "schema_version: 1\n\n", ""],
  ["requirements-order", noarch, /( {2}host:[^]*?)( {2}run:[^]*?\n)(?=\n)/, "$2$1"],
  ["package-name", noarch, "name: demo", "name: Demo!"],
  ["package-version", noarch, '"1.0"', '"1.0 beta"'],
  ["package-version", noarch, "  version: ${{ version }}\n", ""],
  ["quoted-version", noarch, '"1.0"', "1.10"],
  ["quoted-version", noarch, '"3.12"', "3.10"],
  ["maintainers", noarch, /recipe-maintainers:[^]*/, "recipe-maintainers: []\n"],
  ["maintainers", noarch, /recipe-maintainers:[^]*/, "recipe-maintainers: octocat\n"],
  ["maintainers", noarch, "- octocat", "- '@octocat'"],
  ["feedstock-name", noarch, "extra:\n", "extra:\n  feedstock-name: demo-feedstock\n"],
  ["source-hash", noarch, /.*sha256.*\n/, ""],
  ["source-hash", noarch, "a".repeat(64), "a".repeat(63)],
  ["git-source", noarch, /url: .*\n.*\n/, "git: https://github.com/octo-org/demo\n"],
  ["secure-source", noarch, "url: https:", "url: http:"],
  ["index-source", noarch, "index.example.org", ["pypi", "io"].join(".")],
  ["index-source", noarch, "packages/source/${{ name[0] }}/${{ name }}", `packages/ab/cd/${"e".repeat(60)}`],
  ["wheel-source", noarch, "demo-${{ version }}.tar.gz", "demo-${{ version }}-py3-none-any.whl"],
  ["versioned-source", noarch, "demo-${{ version }}.tar.gz", "demo-1.0.tar.gz"],
  ["build-number", noarch, "  number: 0\n", ""],
  ["noarch-value", noarch, "noarch: python", "noarch: true"],
  ["pip-install", noarch, /script: .*/, "script: python setup.py install"],
  ["pip-isolation", noarch, " --no-build-isolation", ""],
  [
    "pip-isolation",
    noarch,
    /script: .*/,
    "script:\n    content:\n      - if: unix\n        then: pip install .\n",
  ],
  ["tests", noarch, /tests:[^]*?\n\n/, ""],
  ["output-tests", two, "    tests:\n      - script: demo --help\n", ""],
  ["abi3-flag", native, "  number: 0\n", "  number: 0\n  skip: is_abi3 == 'true'\n"],
  ["noarch-skip", noarch, "  number: 0\n", "  number: 0\n  skip: win\n"],
  ["suggest-noarch", native, / {2}build:\n.*\n.*\n/, ""],
  ["joined-operator", noarch, "httpx >=0.27", "httpx >= 0.27"],
  ["separate-name", noarch, "httpx >=0.27", "httpx>=0.27"],
  ["three-fields", noarch, "httpx >=0.27", "httpx =0.27=py_0"],
  ["three-fields", noarch, "httpx >=0.27", "httpx >=0.27, <1"],
  ["lower-case-requirement", noarch, "httpx >=0.27", "HTTPX >=0.27"],
  ["pinned-numpy", native, "    - hatchling\n", "    - hatchling\n    - numpy x.x\n"],
  ["build-backend", noarch, "    - hatchling\n", ""],
  ["pin-functions", two, "pin_subpackage", "pin_compatible"],
  ["stdlib", native, "    - ${{ stdlib('c') }}\n", ""],
  ["sysroot", native, "${{ stdlib('c') }}\n", "${{ stdlib('c') }}\n    - sysroot_linux-64 2.28\n"],
  ["macos-version", native, "    - httpx", "    - __osx >=11\n    - httpx"],
  ["rust-licenses", native, "compiler('c')", "compiler('rust')"],
  ["go-licenses", native, "compiler('c')", "compiler('go')"],
  ["python-lower-bound", noarch, "python >=${{ python_min }}\n", "python\n"],
  ["python-min", noarch, "python ${{ python_min }}.*\n", "python\n"],
  ["python-min", noarch, "python >=${{ python_min }}\n", "python >=3.12\n"],
  ["python-min", noarch, "        - ${{ python_min }}.*\n", ""],
  ["noarch-conditions", noarch, "    - httpx >=0.27\n", "    - if: win\n      then: httpx\n"],
  [
    "noarch-compiler",
    noarch,
    "  host:\n",
    "  build:\n    - ${{ compiler('c') }}\n    - ${{ stdlib('c') }}\n  host:\n",
  ],
  ["python-host-run", native, "  run:\n    - python\n", "  run:\n"],
  ["python-unpinned", native, "  host:\n    - python\n", "  host:\n    - python >=3.12\n"],
  ["about-items", noarch, /.*homepage.*\n/, ""],
  ["about-items", noarch, "summary: A demonstration", 'summary: ""'],
  ["unknown-license", noarch, /license: MIT.*/, "license: unknown"],
  ["license-word", noarch, /license: MIT.*/, "license: MIT License"],
  ["spdx-license", noarch, /license: MIT.*/, "license: Apache 2.0"],
  ["spdx-license", noarch, /license: MIT.*/, "license: BSD"],
  ["spdx-license", noarch, /license: MIT.*/, "license: (MIT OR Apache-2.0"],
  ["license-file", noarch, /.*license_file.*\n/, ""],
  ["summary-length", noarch, "A demonstration", "long ".repeat(60)],
  [
    "about-addresses",
    noarch,
    "homepage: https://github.com/octo-org/demo",
    "homepage: github.com/octo-org/demo",
  ],
];

function found(text: string): readonly string[] {
  const { faults, advice } = applyRules(readRecipe("recipe.yaml", text));
  return [...faults, ...advice].map(formatFault);
}

describe("conda-forge's rules", () => {
  it("find nothing in recipes that keep them: noarch, native, and of two packages", () => {
    for (const recipe of [noarch, native, two]) assert.deepEqual(found(recipe), []);
  });

  for (const [rule, recipe, from, to] of planted) {
    const what = typeof from === "string" ? JSON.stringify(from.trim()) : String(from);
    it(`${rule}: finds ${JSON.stringify(to.trim().slice(0, 60))} in place of ${what.slice(0, 60)}`, () => {
      const changed = recipe.replace(from, to);
      assert.notEqual(changed, recipe);
      const faults = found(changed);
      const own = faults.filter((fault) => fault.includes(`(${rule}`));
      assert.ok(own.length > 0, `${rule} found nothing; others: ${faults.join("\n")}`);
      for (const fault of own)
        assert.match(fault, /^recipe\.yaml(?::\d+)?: [^;]+ \([a-z0-9-]+(?:, [A-Z0-9-]+)*\); .+/);
    });
  }

  it("are each planted here, and named once", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual([...new Set(planted.map(([rule]) => rule))].sort(), [...names].sort());
    assert.equal(new Set(names).size, names.length);
  });

  it("tell advice apart, which stops nothing", () => {
    const { faults, advice } = applyRules(
      readRecipe("recipe.yaml", noarch.replace("${{ name[0] }}", "${{name[0]}}")),
    );
    assert.deepEqual(faults, []);
    assert.equal(advice.length, 1);
  });
});
