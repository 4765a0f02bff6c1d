import assert from "node:assert/strict";
import { FaultsError } from "../../config/fault.ts";
import { taskNames } from "../../documents/bundles/bundles.ts";
import { buildDocuments } from "../../documents/documents.ts";
import type { Plan } from "../../plan/plan.ts";
import { customIndex, everywhere, fixtures, monorepo, native, prod } from "./fixture-plan.ts";

function placesOf(plan: Plan): readonly string[] {
  try {
    buildDocuments(plan);
  } catch (error) {
    if (error instanceof FaultsError) return error.faults.map(({ place }) => place);
    throw error;
  }
  return [];
}

function contentOf(plan: Plan, file: string): string {
  return buildDocuments(plan).documents.find(({ path }) => path.endsWith(`/${file}`))?.content ?? "";
}

describe("documents", () => {
  it("name the stack that delivers them, and what becomes of edits", () => {
    for (const plan of Object.values(fixtures)) {
      for (const { path, content } of buildDocuments(plan).documents) {
        const header = content
          .replace(/^\{\n {2}"\$comment": "/, "// ")
          .split("\n")
          .slice(0, 2)
          .join("\n");
        assert.match(
          header,
          new RegExp(`^(#|//) Delivered by the Pulumi project slipway, stack ${plan.stack}\\.`),
          path,
        );
        assert.match(header, new RegExp(`Pulumi\\.${plan.stack}\\.yaml.*an edit made here stays`), path);
        assert.ok(content.endsWith("\n") && !content.endsWith("\n\n"), path);
      }
    }
  });

  it("are the same for the same plan", () => {
    assert.deepEqual(buildDocuments(structuredClone(native)), buildDocuments(native));
  });

  it("hold only what the package needs", () => {
    const paths = (plan: typeof prod) =>
      buildDocuments(plan).documents.map(({ path }) => path.replace(".github/", ""));
    const always = [
      "workflows/build.yml",
      "workflows/release.yml",
      "workflows/upkeep.yml",
      "slipway/requirements/build.txt",
      "slipway/requirements/backend.txt",
      "slipway/requirements/sbom.txt",
      "slipway/requirements/attestations.txt",
      ...[
        ...["check-files", "check-publisher", "compare-builds", "coverage", "draft-release", "ledger"],
        ...["lock-tests", "normalise-sdist", "preflight", "propose", "publish-release", "refresh-locks"],
        ...["resume", "sbom", "verify-release"],
      ].map((name) => `slipway/tasks/${name}.mjs`),
      "slipway/release.json",
    ];
    assert.deepEqual(
      paths(customIndex),
      always.filter((path) => !path.includes("check-publisher")),
    );
    assert.deepEqual(paths(monorepo), [...always, "slipway/requirements/test.txt"]);
    assert.deepEqual(paths(native), [
      ...always,
      "slipway/cibuildwheel.toml",
      "slipway/requirements/test.txt",
    ]);
    assert.deepEqual(
      paths(everywhere).filter((path) => !always.includes(path)),
      [
        "workflows/image.yml",
        "workflows/conda-forge.yml",
        "slipway/requirements/conda.txt",
        ...taskNames
          .filter((name) => !always.includes(`slipway/tasks/${name}.mjs`))
          .map((name) => `slipway/tasks/${name}.mjs`),
        "slipway/image/Dockerfile",
      ],
    );
  });

  it("lock every build tool and the common build backends by hash, from no named index", () => {
    const tools = {
      "build.txt": ["build", "twine", "check-wheel-contents", "pip"],
      "backend.txt": ["setuptools", "wheel", "hatchling", "flit-core", "poetry-core"],
    };
    for (const [file, names] of Object.entries(tools)) {
      const content = contentOf(prod, file);
      const requirements = content.split(/\n(?=[a-z])/).slice(1);
      assert.ok(requirements.length >= names.length);
      for (const requirement of requirements) {
        assert.match(requirement, /^[a-z0-9._-]+==[^\s]+/);
        assert.match(requirement, /--hash=sha256:[0-9a-f]{64}/);
      }
      for (const tool of names) assert.match(content, new RegExp(`^${tool}==`, "m"));
      assert.doesNotMatch(content, /https?:|--(extra-)?index-url/);
    }
  });

  it("lock no package twice at different versions: the backends are installed beside the tools", () => {
    const locked = (file: string) =>
      [...contentOf(prod, file).matchAll(/^([a-z0-9._-]+)==(\S+)/gm)].map(([, name, version]) => [
        name,
        version,
      ]);
    const tools = new Map(locked("build.txt") as [string, string][]);
    for (const [name = "", version] of locked("backend.txt"))
      assert.equal(tools.get(name) ?? version, version);
  });

  it("lock the operator's own build backend instead of the common ones", () => {
    const buildRequires = [`poetry-core==2.5.0 --hash=sha256:${"a".repeat(64)}`];
    const content = contentOf({ ...prod, package: { ...prod.package, buildRequires } }, "backend.txt");
    assert.deepEqual(content.split("\n").slice(3), [...buildRequires, ""]);
  });

  it("come with the actions that they run", () => {
    assert.deepEqual(buildDocuments(native).actions, [
      "actions/attest",
      "actions/checkout",
      "actions/download-artifact",
      "actions/setup-python",
      "actions/upload-artifact",
      "pypa/cibuildwheel",
      "pypa/gh-action-pypi-publish",
    ]);
    const overrides = {
      "build.yml": { jobs: { test: { steps: { append: [{ uses: "docker/setup-buildx-action" }] } } } },
    };
    assert.ok(buildDocuments(prod, { overrides }).actions.includes("docker/setup-buildx-action"));
  });

  it("refuse two documents with one path, whatever their case", () => {
    for (const workflow of ["build.yml", "Build.yml"]) {
      const plan = { ...prod, publisher: { ...prod.publisher, workflow } };
      assert.throws(
        () => buildDocuments(plan),
        new FaultsError([
          {
            place: `.github/workflows/${workflow}`,
            fault: "is the path of two documents",
            mend: "give each document a path of its own",
          },
        ]),
      );
    }
  });

  it("refuse an expression of GitHub's wherever the operator's texts reach a workflow, naming the setting", () => {
    const github = "${{github.token}}";
    const nothing = { beforeAll: null, beforeBuild: null, environment: {} };
    const systems = { linux: { ...nothing, environment: { A: github } }, macos: nothing, windows: nothing };
    const plan: Plan = {
      ...native,
      package: {
        ...native.package,
        version: { from: "file", path: github },
        native: { ...native.package.native, systems },
      },
      release: { ...native.release, tagPrefix: github, tagPattern: `${github}*` },
      index: {
        ...native.index,
        name: "custom",
        title: "x",
        uploadUrl: `https://x/${github}`,
        environment: github,
      },
      environments: native.environments.map((environment) => ({ ...environment, name: `a${github}` })),
      repository: { ...native.repository, defaultBranch: github },
    };
    assert.deepEqual(placesOf(plan), [
      "slipway:package.version.path",
      "slipway:package.native.linux.environment.A",
      "slipway:package.tagPrefix",
      "slipway:index.uploadUrl",
      "slipway:index.environment",
      `slipway:environments.a${github}`,
      "slipway:repository.defaultBranch",
    ]);
  });

  it("refuse what would end a line of the tests' requirements, or steer a terminal", () => {
    for (const character of ["\n", "\r", "\u0085", "\u2028", "\0", "\x1b"]) {
      const tests = { ...prod.package.tests, requires: ["pytest", `a${character}--index-url x`] };
      const plan = { ...prod, package: { ...prod.package, tests } };
      assert.deepEqual(placesOf(plan), ["slipway:package.tests.requires[1]"]);
    }
  });

  it("refuse control characters in the tests' command, which may well have several lines", () => {
    const withCommand = (command: string) => ({
      ...prod,
      package: { ...prod.package, tests: { ...prod.package.tests, command } },
    });
    assert.deepEqual(placesOf(withCommand("if true; then\n\tpytest\nfi\n")), []);
    for (const character of ["\r", "\u0085", "\u2028", "\0", "\x1b"])
      assert.deepEqual(placesOf(withCommand(`pytest${character}`)), ["slipway:package.tests.command"]);
  });

  it("refuse an expression of GitHub's in what becomes part of a script", () => {
    const tests = { ...prod.package.tests, command: "pytest ${{ github.head_ref }}", sources: ["${{ a }}"] };
    assert.throws(
      () => buildDocuments({ ...prod, package: { ...prod.package, tests } }),
      /^FaultsError: slipway:package\.tests\.command: holds .*\nslipway:package\.tests\.sources\[0\]: holds /,
    );
  });
});
