import assert from "node:assert/strict";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";

const planOf = (yaml: string) =>
  buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(yaml)));
const withSection = (section: string) => planOf(`${least}${section}\n`);

describe("buildPlan", () => {
  it("puts each platform on a native runner that is named by its version", () => {
    const runners = planOf(least).targets.map(({ platform, runner }) => `${platform} ${runner}`);
    assert.deepEqual(runners, [
      "linux-x86_64 ubuntu-24.04",
      "linux-aarch64 ubuntu-24.04-arm",
      "macos-arm64 macos-15",
      "macos-x86_64 macos-15-intel",
      "windows-amd64 windows-2025",
      "windows-arm64 windows-11-arm",
    ]);
  });

  it("keeps the order of the platforms and of the Pythons, however they were typed", () => {
    const yaml = least.replace(
      '["3.13"]',
      '["3.14t", "3.13", "3.14", "3.11"]\n  platforms: [windows-amd64, linux-x86_64]',
    );
    const { targets } = planOf(yaml);
    assert.deepEqual(
      targets.map(({ platform }) => platform),
      ["linux-x86_64", "windows-amd64"],
    );
    assert.deepEqual(targets[0]?.pythons, ["3.11", "3.13", "3.14", "3.14t"]);
  });

  it("names the files of a distribution as PEP 625 does", () => {
    const { package: planned } = planOf(least.replace("name: example-package", "name: My.Example-Package"));
    assert.equal(planned.distribution, "my_example_package");
    assert.equal(planned.importName, "my_example_package");
  });

  it("filters tags by the monorepo's prefix, for workflow and environment alike", () => {
    const { release, environments } = planOf(
      least.replace("  kind: pure", "  kind: pure\n  tagPrefix: package-v"),
    );
    assert.equal(release.tagPattern, "package-v*");
    assert.deepEqual(environments[0]?.tags, ["package-v*"]);
  });

  it("gives the exact values of the trusted publisher's form", () => {
    assert.deepEqual(planOf(least).publisher, {
      project: "example-package",
      owner: "octo-org",
      repository: "example",
      workflow: "release.yml",
      environment: "testpypi",
    });
  });

  it("declines Homebrew and Snap with their reasons", () => {
    const declined = planOf(least).channels.filter(({ state }) => state === "declined");
    assert.deepEqual(
      declined.map(({ name }) => name),
      ["homebrew", "snap"],
    );
    for (const { reason } of declined) assert.match(reason, /pip install example-package/);
  });

  it("prevents self-review only where somebody reviews", () => {
    assert.equal(planOf(least).environments[0]?.preventSelfReview, false);
    assert.equal(
      withSection("slipway:environments: {testpypi: {reviewers: [a, b]}}").environments[0]?.preventSelfReview,
      true,
    );
  });

  it("warns of a single reviewer who may not approve their own release", () => {
    const [notice] = withSection("slipway:environments: {testpypi: {reviewers: [octocat]}}").notices;
    assert.equal(notice?.place, "slipway:environments.testpypi.preventSelfReview");
    assert.deepEqual(withSection("slipway:environments: {testpypi: {reviewers: [org/team]}}").notices, []);
  });

  it("names what a private repository on a free plan lacks, and leaves it out", () => {
    const plan = withSection(
      "slipway:environments: {testpypi: {reviewers: [a, b], waitTimer: 5}}\nslipway:repository: {visibility: private}",
    );
    assert.deepEqual(
      plan.limits.map(({ feature }) => feature),
      ["deployment environments", "required reviewers", "wait timer", "tag ruleset", "artifact attestations"],
    );
    assert.deepEqual(plan.environments, []);
    assert.equal(plan.index.environment, null);
    assert.equal(plan.publisher.environment, null);
    assert.equal(plan.repository.tagRuleset, false);
    assert.equal(plan.repository.attestations, false);
  });

  it("keeps environments of a private repository on the pro plan, without reviewers", () => {
    const plan = withSection(
      "slipway:environments: {testpypi: {reviewers: [a, b]}}\nslipway:repository: {visibility: private, plan: pro}",
    );
    assert.deepEqual(
      plan.limits.map(({ feature }) => feature),
      ["required reviewers", "artifact attestations"],
    );
    assert.deepEqual(plan.environments[0]?.reviewers, []);
    assert.equal(plan.repository.tagRuleset, true);
  });
});
