import { platforms } from "../../config/platforms.ts";
import type { NativeSystem, PackagePlan, Plan, Target } from "../../plan/plan.ts";
import { type Platform, runnerFor } from "../../plan/platforms.ts";

function targets(pythons: readonly string[], ...platforms: readonly Platform[]): readonly Target[] {
  return platforms.map((platform) => ({ platform, runner: runnerFor(platform), pythons }));
}

const nothingOwn: NativeSystem = { beforeAll: null, beforeBuild: null, environment: {} };

const pyvenice: PackagePlan = {
  name: "pyvenice",
  distribution: "pyvenice",
  importName: "pyvenice",
  folder: ".",
  kind: "pure",
  version: { from: "file", path: "pyproject.toml" },
  versionModules: [],
  changelog: null,
  buildRequires: [],
  pythons: ["3.12", "3.13", "3.14", "3.15"],
  tests: {
    command: 'pytest -m "not integration"',
    requires: [],
    extras: ["test"],
    sources: ["tests"],
  },
  native: {
    musllinux: false,
    skip: [],
    testSkip: [],
    environment: {},
    macosDeploymentTarget: null,
    systems: { linux: nothingOwn, macos: nothingOwn, windows: nothingOwn },
  },
};

/** A pure package that releases to PyPI. */
export const prod: Plan = {
  project: "slipway",
  stack: "prod",
  package: pyvenice,
  repository: {
    owner: "TheLustriVA",
    name: "PyVenice",
    defaultBranch: "main",
    visibility: "public",
    plan: "free",
    immutableReleases: true,
    vulnerabilityAlerts: true,
    attestations: true,
    tagRuleset: true,
    requirePinnedActions: true,
    allowActions: [],
  },
  delivery: { by: "pull-request", branch: "slipway/prod", adopt: [], retire: [] },
  release: { tagPrefix: "v", tagPattern: "v*", secondBuild: "gate", coverage: 95 },
  targets: targets(pyvenice.pythons, ...platforms),
  index: { name: "pypi", title: "PyPI", uploadUrl: null, environment: "pypi", simpleUrl: null, token: null },
  testPyPI: null,
  channels: [
    { name: "index", state: "on", reason: "the sdist and the wheels on PyPI" },
    { name: "github-release", state: "on", reason: "the same files, attached to the tag" },
  ],
  image: null,
  conda: null,
  upkeep: { schedule: "weekly", cooldown: 7, readme: null, keepImages: 30 },
  environments: [
    {
      name: "pypi",
      reviewers: ["TheLustriVA"],
      preventSelfReview: true,
      waitTimer: 0,
      tags: ["v*"],
      branches: [],
      variables: {},
    },
  ],
  secrets: [],
  limits: [],
  notices: [],
  publisher: {
    project: "pyvenice",
    owner: "TheLustriVA",
    repository: "PyVenice",
    workflow: "release.yml",
    environment: "pypi",
  },
};

/** The same package's rehearsal on TestPyPI. */
export const dev: Plan = {
  ...prod,
  stack: "dev",
  repository: { ...prod.repository, name: "PyVenice-staging" },
  index: {
    name: "testpypi",
    title: "TestPyPI",
    uploadUrl: null,
    environment: "testpypi",
    simpleUrl: null,
    token: null,
  },
  testPyPI: null,
};

/** A package with a C extension, one free-threaded Python, and one platform that lacks the oldest Python. */
export const native: Plan = {
  ...prod,
  stack: "native",
  package: {
    ...pyvenice,
    name: "MarkupSafe",
    distribution: "markupsafe",
    importName: "markupsafe",
    kind: "native",
    pythons: ["3.12", "3.13", "3.14", "3.14t"],
    tests: { command: "pytest {project}/tests", requires: ["pytest==9.0.1"], extras: [], sources: ["tests"] },
    native: {
      musllinux: true,
      skip: [],
      testSkip: [],
      environment: { CFLAGS: "-g0" },
      macosDeploymentTarget: "11.0",
      systems: {
        linux: { ...nothingOwn, beforeAll: "yum install -y libffi-devel || apk add libffi-dev" },
        macos: nothingOwn,
        windows: nothingOwn,
      },
    },
  },
  targets: [
    ...targets(["3.12", "3.13", "3.14", "3.14t"], ...platforms.slice(0, 5)),
    ...targets(["3.13", "3.14", "3.14t"], "windows-arm64"),
  ],
};

/** One package of several in a repository, its version from the tags. */
export const monorepo: Plan = {
  ...prod,
  stack: "monorepo",
  package: {
    ...pyvenice,
    folder: "python/pkg",
    version: { from: "tags" },
    pythons: ["3.13"],
    tests: { ...pyvenice.tests, requires: ["pytest==9.0.1", "pytest-asyncio==1.3.0"], extras: [] },
  },
  release: { tagPrefix: "pkg-v", tagPattern: "pkg-v*", secondBuild: "gate", coverage: 95 },
  targets: targets(["3.13"], "linux-x86_64", "windows-amd64"),
};

/** A company's own index, with a token, since it takes no OIDC; no tests but the import. */
export const customIndex: Plan = {
  ...prod,
  stack: "company",
  package: { ...pyvenice, tests: { command: null, requires: [], extras: [], sources: [] } },
  index: {
    name: "custom",
    title: "packages.example.com",
    uploadUrl: "https://packages.example.com/upload/",
    simpleUrl: "https://packages.example.com/simple/",
    token: "INDEX_TOKEN",
    environment: "company-index",
  },
  secrets: [
    { name: "INDEX_TOKEN", environment: "company-index", reason: "the index does not take a token by OIDC" },
  ],
};

/** A private repository of a free account: no attestations, and no GitHub release wanted. */
export const privateFree: Plan = {
  ...prod,
  stack: "private",
  repository: { ...prod.repository, visibility: "private", attestations: false, tagRuleset: false },
  index: { ...prod.index, environment: null },
  environments: [],
  channels: [
    { name: "index", state: "on", reason: "the sdist and the wheels on PyPI" },
    { name: "github-release", state: "off", reason: "not wanted" },
  ],
};

/** A package on every channel: an image on Alpine, a feedstock, a section of its README. */
export const everywhere: Plan = {
  ...prod,
  stack: "everywhere",
  image: {
    registry: "ghcr.io",
    name: "thelustriva/pyvenice",
    base: "alpine",
    python: "3.14",
    command: ["python"],
  },
  conda: {
    name: "pyvenice",
    maintainers: ["TheLustriVA"],
    recipe: null,
    names: {},
    compilers: [],
    host: [],
  },
  upkeep: { schedule: "weekly", cooldown: 7, readme: "README.md", keepImages: 30 },
};

export const fixtures: Readonly<Record<string, Plan>> = {
  prod,
  dev,
  native,
  monorepo,
  customIndex,
  privateFree,
  everywhere,
};
