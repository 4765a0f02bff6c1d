import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan.ts";
import { prod } from "../documents/fixture-plan.ts";
import { ImageWorld, baseTag, imageName } from "./image-world.ts";
import type { Results } from "./runner/run.ts";
import { type Sources, pythonHere, token } from "./world.ts";

const sources: Sources = {
  "pyproject.toml": [
    "[build-system]",
    'requires = ["setuptools"]',
    'build-backend = "setuptools.build_meta"',
    "[project]",
    'name = "example-pure"',
    'version = "1.2.0"',
    'description = "An example"',
    'readme = "README.md"',
    'requires-python = ">=3.11"',
    'dependencies = ["iniconfig"]',
    "",
  ].join("\n"),
  "README.md": "# Example\n",
  "CHANGELOG.md": "# Changelog\n\n## [1.2.0] - 2026-11-22\n\n- The first one.\n",
  "example_pure/__init__.py": 'import iniconfig\n\n__version__ = "1.2.0"\n',
};

function planOf(simpleUrl: string, uploadUrl: string): Plan {
  const index = { name: "custom", title: "the index", simpleUrl, uploadUrl, token: null } as const;
  return {
    ...prod,
    package: {
      ...prod.package,
      name: "example-pure",
      distribution: "example_pure",
      importName: "example_pure",
      pythons: [pythonHere],
      versionModules: ["example_pure/__init__.py"],
      changelog: "CHANGELOG.md",
      tests: { command: null, requires: [], extras: [], sources: [] },
    },
    repository: { ...prod.repository, owner: "octo-org", name: "example-pure" },
    publisher: { ...prod.publisher, project: "example-pure", owner: "octo-org", repository: "example-pure" },
    targets: prod.targets.slice(0, 1).map((target) => ({ ...target, pythons: [pythonHere] })),
    environments: [{ ...(prod.environments[0] ?? assert.fail()), reviewers: ["octocat"] }],
    index: { ...index, environment: "pypi" },
    image: { registry: "ghcr.io", name: imageName, base: "slim", python: "3.13", command: ["python"] },
    upkeep: { ...prod.upkeep, readme: "README.md" },
  };
}

/** What other releases are run for. */
const done: Results = Object.fromEntries(
  ["rebuild", "test", "coverage"].map((id) => [id, { result: "success", outputs: {} }]),
);

function assertEnds(results: Results, expected: Readonly<Record<string, string>>): void {
  const logs = Object.values(results).map(({ result, log = "" }) => (result === "failure" ? log : ""));
  const ends = Object.entries(results).map(([id, { result }]) => [id, result] as const);
  assert.deepEqual(Object.fromEntries(ends), expected, logs.join("\n"));
}

/**
 * What is not exercised: docker and its builder (buildah builds and tries the image here), anything that runs on arm64
 * (its image is amd64's under another name), signatures of attestations, and a package that is private at first.
 */
describe("what is delivered for a package with an image, run job by job on local services", function () {
  this.timeout(300_000);
  const main = "refs/heads/main";
  let image: ImageWorld;
  let list: string;
  let listed: Buffer;
  before(async () => {
    image = await ImageWorld.start(planOf, sources);
  });
  after(() => image[Symbol.asyncDispose]());

  it("proposes the first locks in one pull request, the base's digest among them", async () => {
    const { world } = image;
    const inputs = { part: "locks", "dry-run": "true" };
    const results = await world.run("upkeep.yml", { name: "workflow_dispatch", ref: main, inputs });
    assertEnds(results, {
      locks: "success",
      "propose-locks": "success",
      readme: "skipped",
      images: "skipped",
    });
    const locks = ["build.txt", "image.txt", "images.json", "tests.txt"];
    assert.deepEqual(
      await world.merge("slipway/locks"),
      locks.map((name) => `.github/slipway/locks/${name}`),
    );
    assert.match(world.show(".github/slipway/locks/image.txt"), /^iniconfig==\S+ .*--hash=sha256:/ms);
    const locked = JSON.parse(world.show(".github/slipway/locks/images.json")) as Record<string, object>;
    assert.deepEqual(Object.keys(locked), [`python:${baseTag}`]);
    assert.ok(JSON.stringify(locked).includes(image.base));
  });

  it("builds, pushes and verifies a branch's image, under its name alone", async () => {
    const results = await image.world.run("image.yml", { name: "push", ref: main });
    assertEnds(results, {
      build: "success",
      image: "success",
      "push-image": "success",
      "verify-image": "success",
    });
    assert.deepEqual(await image.tags(), { main: results["push-image"]?.outputs["digest"] });
    assert.deepEqual(image.attested, []);
  });

  it("attests and names no image whose list of contents another job replaced", async () => {
    const { world } = image;
    await world.tag("v1.2.0");
    world.meddling.set("push-image.download", (artifacts) => {
      list = join(artifacts, "image-amd64", "amd64.cdx.json");
      listed = readFileSync(list);
      writeFileSync(list, '{"bomFormat": "CycloneDX", "components": []}');
    });
    const { "push-image": pushed, "verify-image": verified } = await world.release({ done });
    assert.equal(pushed?.result, "failure");
    assert.match(pushed.log ?? "", /^images\/amd64\.cdx\.json: FAILED$/m);
    assert.equal(verified?.result, "skipped");
    assert.deepEqual([image.attested, Object.keys(await image.tags())], [[], ["main"]]);
  });

  it("releases it, with the image attested before it is named, and in the ledger", async () => {
    const { world } = image;
    world.meddling.clear();
    writeFileSync(list, listed);
    const results = await world.release({ again: true });
    assertEnds(results, {
      ...Object.fromEntries(["gate", "resume", "build"].map((id) => [id, "success"])),
      ...Object.fromEntries(["rebuild", "test", "coverage"].map((id) => [id, "success"])),
      ...Object.fromEntries(["sbom", "attest", "draft", "ledger"].map((id) => [id, "success"])),
      ...Object.fromEntries(["publish", "verify", "image"].map((id) => [id, "success"])),
      ...Object.fromEntries(["push-image", "verify-image"].map((id) => [id, "success"])),
      ...Object.fromEntries(["github-release", "tell"].map((id) => [id, "success"])),
      "check-publisher": "skipped",
    });
    const { amd64, arm64, "amd64-sbom": sbom, "arm64-sbom": other } = results["image"]?.outputs ?? {};
    const digest = results["push-image"]?.outputs["digest"] ?? "";
    const { main: branch, ...tags } = await image.tags();
    assert.deepEqual(tags, { "1.2": digest, "1.2.0": digest, latest: digest });
    assert.notEqual(branch, undefined);
    const name = `ghcr.io/${imageName}`;
    assert.deepEqual(image.attested, [
      { name, digest, sbom: null },
      { name, digest: amd64, sbom },
      { name, digest: arm64, sbom: other },
    ]);
    assert.equal(await startedUpkeeps(), 1);
    const ledger = JSON.stringify(await ledgerOf("v1.2.0"));
    for (const one of [digest, amd64, arm64]) assert.ok(one && ledger.includes(one), ledger);
  });

  it("tells in the README how to pull it, and removes what nothing leads to", async () => {
    const { world, publisher } = image;
    image.age = 40;
    const stray = await publisher.platform("of an old build");
    image.age = 0;
    const before = await image.tags();
    const inputs = { "dry-run": "false" };
    const start = { name: "workflow_dispatch", ref: main } as const;
    const told = await world.run("upkeep.yml", { ...start, inputs: { ...inputs, part: "readme" } });
    assertEnds(told, {
      locks: "skipped",
      "propose-locks": "skipped",
      readme: "success",
      images: "skipped",
    });
    assert.deepEqual(await world.merge("slipway/readme"), ["README.md"]);
    assert.ok(world.show("README.md").includes(`ghcr.io/${imageName}:1.2.0\n`), world.show("README.md"));
    const cleaned = await world.run("upkeep.yml", { ...start, inputs: { ...inputs, part: "images" } });
    assert.equal(cleaned["images"]?.result, "success", cleaned["images"]?.log);
    assert.equal(await image.image.readManifest(stray), null);
    assert.deepEqual(await image.tags(), before);
    for (const tag of await image.image.tags()) await publisher.pull(tag);
  });

  async function ledgerOf(tag: string): Promise<unknown> {
    const { world } = image;
    const release = (await world.releases()).find((one) => one.tag_name === tag);
    const asset = release?.assets.find(({ name }) => name === "release-ledger.json");
    const headers = { authorization: `Bearer ${token}`, accept: "application/octet-stream" };
    const url = `${world.github.url}repos/${world.fullName}/releases/assets/${asset?.id ?? 0}`;
    // Where it is stored nobody signs in.
    const { headers: told } = await fetch(url, { headers, redirect: "manual" });
    return await fetch(told.get("location") ?? assert.fail()).then((answer) => answer.json());
  }

  /** How many wait to be run: what is run here is told of as under way. */
  async function startedUpkeeps(): Promise<number> {
    const { world } = image;
    const url = `${world.github.url}repos/${world.fullName}/actions/workflows/upkeep.yml/runs?status=queued`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { readonly total_count: number }).total_count;
  }
});
