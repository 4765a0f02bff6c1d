import assert from "node:assert/strict";
import type { Plan } from "../../../plan/plan.ts";
import { customIndex, dev, monorepo, native, privateFree, prod } from "../fixture-plan.ts";
import { jobOf, readWorkflow, stepOf } from "../read-workflow.ts";

describe("release workflow", () => {
  it("starts on the plan's tags alone and is never cancelled", () => {
    const workflow = readWorkflow(monorepo, "release.yml");
    assert.deepEqual(workflow.on, { push: { tags: ["pkg-v*"] } });
    assert.equal(workflow.concurrency["cancel-in-progress"], false);
  });

  it("takes a tag's prefix literally where it holds what a filter reads as a wildcard", () => {
    const plan = { ...prod, release: { ...prod.release, tagPrefix: "c++-v", tagPattern: "c++-v*" } };
    const workflow = readWorkflow(plan, "release.yml");
    assert.deepEqual(workflow.on["push"], { tags: [String.raw`c\+\+-v*`] });
    assert.equal(stepOf(jobOf(workflow, "gate"), "tag").env?.["TAG_PREFIX"], "c++-v");
  });

  it("has its file's name from the trusted publisher", () => {
    const plan = { ...prod, publisher: { ...prod.publisher, workflow: "publish.yml" } };
    assert.equal(jobOf(readWorkflow(plan, "publish.yml"), "publish").environment, "pypi");
  });

  it("runs nothing of the package before the gate has passed", () => {
    const { jobs } = readWorkflow(native, "release.yml");
    const free = Object.entries(jobs).filter(([, job]) => job.needs === undefined);
    assert.deepEqual(
      free.map(([id]) => id),
      ["gate"],
    );
    assert.deepEqual(
      jobOf({ ...readWorkflow(native, "release.yml") }, "gate").steps.map(({ id }) => id),
      ["tag", "checkout", "branch"],
    );
  });

  it("publishes in two steps, with no right but the token's", () => {
    const publish = jobOf(readWorkflow(prod, "release.yml"), "publish");
    assert.deepEqual(
      publish.steps.map(({ uses }) => uses?.split("@")[0]),
      ["actions/download-artifact", "pypa/gh-action-pypi-publish"],
    );
    assert.deepEqual(publish.permissions, { "id-token": "write" });
  });

  it("gives the right to publish to one job, and to write contents to another", () => {
    const { jobs } = readWorkflow(prod, "release.yml");
    const writers = Object.entries(jobs).flatMap(([id, { permissions }]) =>
      Object.entries(permissions).flatMap(([scope, access]) =>
        access === "write" ? [`${id} ${scope}`] : [],
      ),
    );
    assert.deepEqual(writers, [
      "attest attestations",
      "attest id-token",
      "publish id-token",
      "github-release contents",
    ]);
  });

  it("leaves PyPI's address to the publish action", () => {
    const publish = stepOf(jobOf(readWorkflow(prod, "release.yml"), "publish"), "publish");
    assert.deepEqual(publish.with, { "packages-dir": "dist", "print-hash": true });
  });

  it("takes TestPyPI's address from the locked twine, in the job that runs no package code", () => {
    const workflow = readWorkflow(dev, "release.yml");
    const gate = jobOf(workflow, "gate");
    assert.match(stepOf(gate, "tools").run ?? "", /--require-hashes/);
    assert.match(stepOf(gate, "index").run ?? "", /twine\.utils import TEST_REPOSITORY/);
    assert.equal(
      stepOf(jobOf(workflow, "publish"), "publish").with?.["repository-url"],
      "${{ needs.gate.outputs.upload-url }}",
    );
  });

  it("uploads to a custom index with its environment's token, without OIDC and attestations there", () => {
    const publish = jobOf(readWorkflow(customIndex, "release.yml"), "publish");
    assert.deepEqual(publish.permissions, {});
    assert.deepEqual(stepOf(publish, "publish").with, {
      "packages-dir": "dist",
      "print-hash": true,
      "repository-url": "https://packages.example.com/upload/",
      attestations: false,
      password: "${{ secrets.INDEX_TOKEN }}",
    });
  });

  it("asks a custom index for trusted publishing where its environment holds no token", () => {
    const publish = jobOf(readWorkflow({ ...customIndex, secrets: [] }, "release.yml"), "publish");
    assert.deepEqual(publish.permissions, { "id-token": "write" });
    assert.ok(!("password" in (stepOf(publish, "publish").with ?? {})));
  });

  it("attests only where the repository may", () => {
    const { jobs } = readWorkflow(privateFree, "release.yml");
    assert.deepEqual(Object.keys(jobs), ["gate", "build", "test", "publish"]);
    assert.deepEqual(jobs["publish"]?.needs, ["test"]);
  });

  it("lets each job need what it waits for or reads, and nothing that follows from it", () => {
    const needsOf = (plan: Plan) =>
      Object.fromEntries(
        Object.entries(readWorkflow(plan, "release.yml").jobs).map(([id, { needs = [] }]) => [
          id,
          needs.join(),
        ]),
      );
    const ends = { attest: "test", publish: "attest", "github-release": "gate,publish" };
    assert.deepEqual(needsOf(prod), { gate: "", build: "gate", test: "build", ...ends });
    assert.equal(needsOf(dev)["publish"], "gate,attest");
    assert.deepEqual(needsOf(native), {
      ...{ gate: "", build: "gate", wheels: "build", check: "wheels" },
      ...{ ...ends, attest: "check" },
    });
  });

  it("fills a draft before it publishes the GitHub release, which then takes no more files", () => {
    const run = stepOf(jobOf(readWorkflow(prod, "release.yml"), "github-release"), "release").run ?? "";
    const at = (text: string) => {
      assert.ok(run.includes(text), text);
      return run.indexOf(text);
    };
    assert.ok(at("gh release create") < at("gh release upload"));
    assert.ok(at("--draft --verify-tag") < at("gh release upload"));
    assert.ok(at("gh release upload") < at("gh release edit"));
  });

  it("compares the tag with the built version", () => {
    const version = stepOf(jobOf(readWorkflow(prod, "release.yml"), "build"), "version");
    assert.deepEqual(version.env, {
      TAG: "${{ github.ref_name }}",
      VERSION: "${{ needs.gate.outputs.version }}",
      MEND: "set the version in pyproject.toml",
    });
  });
});
