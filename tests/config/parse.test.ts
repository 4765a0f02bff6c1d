import assert from "node:assert/strict";
import { parseSettings } from "../../config/parse.ts";
import { faultLines, least, rawConfig } from "./raw-config.ts";

/** The least configuration with one line replaced. */
const having = (line: string, replacement: string) => {
  assert.ok(least.includes(line), `the least configuration has no line ${line}`);
  return least.replace(line, replacement);
};

describe("parseSettings", () => {
  it("fills in every default", () => {
    const settings = parseSettings(rawConfig(least));
    assert.equal(settings.package.folder, ".");
    assert.equal(settings.package.tagPrefix, "v");
    assert.equal(settings.package.platforms.length, 6);
    assert.deepEqual(settings.package.version, { from: "file", path: "pyproject.toml" });
    assert.equal(settings.repository.immutableReleases, true);
    assert.equal(settings.channels.githubRelease, true);
  });

  const cases: readonly (readonly [name: string, yaml: string, expected: string])[] = [
    [
      "an unknown setting",
      having("  kind: pure", "  kind: pure\n  colour: blue"),
      "slipway:package.colour: is not a known setting; use one of: name, importName, repository, folder, tagPrefix, kind, pythons, platforms, version, versionModules, changelog, buildRequires, tests, native",
    ],
    [
      "a misspelt setting",
      having("  pythons:", "  pythns: []\n  pythons:"),
      'slipway:package.pythns: is not a known setting; did you mean "pythons"?',
    ],
    [
      "a misspelt section",
      `${least}slipway:enviroments: {}\n`,
      'slipway:enviroments: is not a known setting; did you mean "environments"?',
    ],
    [
      "a wrong type",
      having('["3.13"]', "3.13"),
      'slipway:package.pythons: is the number 3.13, not a list; write a list, such as ["3.13"]',
    ],
    [
      "a version that YAML reads as a number",
      having('["3.13"]', "[3.13]"),
      'slipway:package.pythons[0]: is the number 3.13, not text; write it in quotes: "3.13" (YAML reads 3.10 as 3.1)',
    ],
    [
      "a section that is text",
      `${least}slipway:channels: all\n`,
      "slipway:channels: is text, not a map; write a map",
    ],
    [
      "a missing repository",
      having("  repository: octo-org/example\n", ""),
      'slipway:package.repository: is missing; add it, such as "OWNER/NAME"',
    ],
    [
      "a repository without owner",
      having("octo-org/example", "example"),
      'slipway:package.repository: is not a GitHub repository; write it, such as "OWNER/NAME"',
    ],
    [
      "no Python",
      having('["3.13"]', "[]"),
      'slipway:package.pythons: is empty; list at least one, such as ["3.13"]',
    ],
    [
      "a Python that never was",
      having('["3.13"]', '["3.13", "3.99"]'),
      "slipway:package.pythons[1]: 3.99 is not a version of CPython to release for; use versions out of 3.11, 3.12, 3.13, 3.14, 3.15, or free-threaded builds from 3.14t on",
    ],
    [
      "an ended Python",
      having('["3.13"]', '["3.10", "3.13"]'),
      "slipway:package.pythons[0]: 3.10 has reached its end of life; use versions out of 3.11, 3.12, 3.13, 3.14, 3.15, or free-threaded builds from 3.14t on",
    ],
    [
      "an experimental free-threaded build",
      having('["3.13"]', '["3.13", "3.13t"]'),
      "slipway:package.pythons[1]: 3.13t is not a version of CPython to release for; use versions out of 3.11, 3.12, 3.13, 3.14, 3.15, or free-threaded builds from 3.14t on",
    ],
    [
      "a native setting on a pure package",
      having("  kind: pure", "  kind: pure\n  native: {musllinux: false}"),
      "slipway:package.native: is a setting of native packages, and the package is pure; remove it, or set slipway:package.kind to native",
    ],
    [
      "an unknown kind",
      having("kind: pure", "kind: nativ"),
      'slipway:package.kind: is "nativ", which is not one of its values; did you mean "native"?',
    ],
    [
      "an unknown form of version",
      having("  kind: pure", "  kind: pure\n  version: {from: git}"),
      'slipway:package.version.from: is "git", which is not one of its values; use one of: file, tags',
    ],
    [
      "an unknown index",
      having("name: testpypi", "name: pipy"),
      'slipway:index.name: is "pipy", which is not one of its values; did you mean "pypi"?',
    ],
    [
      "a custom index without address",
      having(
        "name: testpypi",
        "name: custom\n  simpleUrl: https://packages.example.org/simple/\nslipway:environments: {release: {reviewers: [octocat]}}",
      ),
      "slipway:index.uploadUrl: is missing; add the address that uploads to the custom index go to",
    ],
    [
      "a custom index that can't be read",
      having(
        "name: testpypi",
        "name: custom\n  uploadUrl: https://packages.example.org/upload/\nslipway:environments: {release: {reviewers: [octocat]}}",
      ),
      "slipway:index.simpleUrl: is missing; add the address that pip installs from, such as https://packages.example.org/simple/",
    ],
    [
      "TestPyPI before TestPyPI",
      having("name: testpypi", "name: testpypi\nslipway:channels: {testPyPI: true}"),
      "slipway:channels.testPyPI: comes before PyPI, and slipway:index.name is testpypi; remove it",
    ],
    [
      "an address for an index the tools know",
      having("name: testpypi", "name: testpypi\n  uploadUrl: https://packages.example.org/"),
      "slipway:index.uploadUrl: contradicts slipway:index.name testpypi, whose address the tools know; remove it, or set slipway:index.name to custom",
    ],
    [
      "an owner that isn't the provider's",
      having("github:owner: octo-org", "github:owner: someone"),
      'github:owner: is "someone", and slipway:package.repository belongs to octo-org; set it by `pulumi config set github:owner octo-org --stack dev`',
    ],
    [
      "an environment that refuses the release's tags",
      `${least}slipway:environments: {testpypi: {tags: ["release-*"]}}\n`,
      'slipway:environments.testpypi.tags: admits no tag that begins with v; add "v*"',
    ],
    [
      "an environment that is not declared",
      `${having("name: testpypi", "name: testpypi\n  environment: staging")}slipway:environments: {stagin: {}}\n`,
      "slipway:index.environment: names the environment staging, which is not declared; declare slipway:environments.staging, or use one of: stagin",
    ],
    [
      "a text of more than six letters where up to six reviewers are listed",
      `${least}slipway:environments: {testpypi: {reviewers: octocat}}\n`,
      'slipway:environments.testpypi.reviewers: is text, not a list; write a list, such as ["octocat"]',
    ],
    [
      "a wait beyond GitHub's limit",
      `${least}slipway:environments: {testpypi: {waitTimer: 50000}}\n`,
      "slipway:environments.testpypi.waitTimer: is above 43200; lower it to 43200 or less",
    ],
    [
      "a folder outside of the repository",
      having("  kind: pure", "  kind: pure\n  folder: ../other"),
      'slipway:package.folder: is not a path inside the repository with forward slashes; write it, such as "python/package"',
    ],
  ];
  const places: readonly (readonly [name: string, yaml: string, place: string])[] = [
    [
      "a folder that GitHub's filters would never match",
      having("  kind: pure", "  kind: pure\n  folder: ./python"),
      "slipway:package.folder",
    ],
    [
      "a repository that ends in .git",
      having("octo-org/example", "octo-org/example.git"),
      "slipway:package.repository",
    ],
    [
      "a requirement with a carriage return",
      having("  kind: pure", '  kind: pure\n  tests: {requires: ["a\\r--index-url x"]}'),
      "slipway:package.tests.requires[0]",
    ],
    [
      "a requirement with a line break of YAML 1.1",
      having("  kind: pure", '  kind: pure\n  tests: {requires: ["a\\u0085b"]}'),
      "slipway:package.tests.requires[0]",
    ],
    [
      "a command with an escape character",
      having("  kind: pure", '  kind: pure\n  tests: {command: "pytest \\e[0m"}'),
      "slipway:package.tests.command",
    ],
    [
      "an address with an expression",
      having(
        "name: testpypi",
        'name: custom\n  simpleUrl: https://example.org/\n  uploadUrl: "https://example.org/${{github.token}}"\nslipway:environments: {release: {reviewers: [a]}}',
      ),
      "slipway:index.uploadUrl",
    ],
    [
      "a branch with two dots",
      `${least}slipway:repository: {defaultBranch: a..b}\n`,
      "slipway:repository.defaultBranch",
    ],
    [
      "a branch that ends in .lock",
      `${least}slipway:repository: {defaultBranch: x.lock}\n`,
      "slipway:repository.defaultBranch",
    ],
    [
      "a version of an action with a line break",
      `${least}slipway:actions: {foo/bar: {version: "v1\\n- run: x", commit: "${"0".repeat(40)}"}}\n`,
      "slipway:actions.foo/bar.version",
    ],
    [
      "an environment named in two cases",
      `${least}slipway:environments: {testpypi: {}, TestPyPI: {}}\n`,
      "slipway:environments",
    ],
    [
      "a reviewer listed twice",
      `${least}slipway:environments: {testpypi: {reviewers: [octocat, Octocat]}}\n`,
      "slipway:environments.testpypi.reviewers",
    ],
    [
      "a version beside a faulty one, by its own place",
      having('["3.13"]', '["3.13", 3.12, "3.9"]'),
      "slipway:package.pythons[1]|slipway:package.pythons[2]",
    ],
  ];
  for (const [name, yaml, place] of places) {
    it(`refuses ${name}`, () => {
      assert.equal(
        faultLines(yaml)
          .map((line) => line.split(": ")[0])
          .join("|"),
        place,
      );
    });
  }

  it("takes any branch that git takes", () => {
    for (const branch of ["größe/日本", "release/1.x", "a@b", "feature-1"]) {
      assert.deepEqual(faultLines(`${least}slipway:repository: {defaultBranch: "${branch}"}\n`), []);
    }
  });

  it("refuses a name that JavaScript would lose", () => {
    const values = { ...rawConfig(least).values, "slipway:environments": '{"__proto__": {"reviewers": []}}' };
    assert.throws(
      () => parseSettings({ ...rawConfig(least), values }),
      /^FaultsError: slipway:environments\.__proto__: is a name that can't be used; rename it$/,
    );
  });

  it("takes a build requirement locked by hash, and none that the index could answer with anything", () => {
    const hash = `--hash=sha256:${"0".repeat(64)}`;
    const faultsOf = (requirement: string) =>
      faultLines(having("  kind: pure", `  kind: pure\n  buildRequires: [${JSON.stringify(requirement)}]`));
    const locked = [`maturin==1.16.0 ${hash} ${hash}`, `cffi==2.1.1 ; os_name == 'nt' and x != 'y' ${hash}`];
    for (const requirement of locked) assert.deepEqual(faultsOf(requirement), [], requirement);
    const open = ["maturin", "maturin==1.16.0", `maturin>=1 ${hash}`, `maturin @ file:///x ${hash}`];
    const unsafe = [
      `-r x ${hash}`,
      `a==1 --index-url https://example.com ${hash}`,
      `a==1 ${hash}\nb`,
      `a==1 # ${hash}`,
    ];
    for (const requirement of [...open, ...unsafe])
      assert.match(
        faultsOf(requirement).join(),
        /^slipway:package\.buildRequires\[0\]: is not a requirement locked by version and hash; /,
        requirement,
      );
  });

  for (const [name, yaml, expected] of cases) {
    it(`refuses ${name}`, () => assert.deepEqual(faultLines(yaml), [expected]));
  }

  it("refuses a release to PyPI that nobody reviews", () => {
    const expected =
      'slipway:environments.pypi.reviewers: is missing; list who approves a release of stack prod, such as ["octocat"] or ["org/team"]';
    assert.deepEqual(faultLines(having("name: testpypi", "name: pypi"), "prod"), [expected]);
  });

  it("refuses a stack named prod without reviewers, whatever its index", () => {
    assert.match(
      faultLines(least, "prod")[0] ?? "",
      /^slipway:environments\.testpypi\.reviewers: is missing; /,
    );
  });

  it("reports unknown keys, wrong types, contradictions and missing values at once", () => {
    const places = faultLines(`
slipway:package:
  name: [x]
  repository: octo-org/example
  kind: pure
  native: {}
  pythons: ["3.9"]
  colour: blue
slipway:index: {name: custom}
slipway:secrets: {TOKEN: {reason: none}}
`).map((line) => line.split(": ")[0]);
    assert.deepEqual(places.sort(), [
      "github:owner",
      "slipway:environments.release.reviewers",
      "slipway:index.simpleUrl",
      "slipway:index.uploadUrl",
      "slipway:package.colour",
      "slipway:package.name",
      "slipway:package.native",
      "slipway:package.pythons[0]",
      "slipway:secrets.TOKEN",
    ]);
  });
});
