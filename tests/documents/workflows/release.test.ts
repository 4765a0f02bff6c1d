import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../../plan/plan.ts";
import type { Declaration } from "../../../tasks/declaration/declaration.ts";
import { readDeclaration } from "../../../tasks/declaration/read.ts";
import { customIndex, dev, fixtures, monorepo, native, privateFree, prod } from "../fixture-plan.ts";
import { jobOf, readWorkflow, stepOf, textOf } from "../read-workflow.ts";

describe("release workflow", () => {
  it("starts on the plan's tags alone and is never cancelled", () => {
    const workflow = readWorkflow(monorepo, "release.yml");
    assert.deepEqual(workflow.on["push"], { tags: ["pkg-v*"] });
    assert.deepEqual(Object.keys(workflow.on), ["push", "workflow_dispatch"]);
    assert.equal(workflow.concurrency["cancel-in-progress"], false);
    assert.match(
      String(workflow.concurrency["group"]),
      /-\$\{\{ github\.event\.inputs\.mode \|\| 'release' \}\}$/,
    );
  });

  it("takes a tag's prefix literally where it holds what a filter reads as a wildcard", () => {
    const plan = { ...prod, release: { ...prod.release, tagPrefix: "c++-v", tagPattern: "c++-v*" } };
    const workflow = readWorkflow(plan, "release.yml");
    assert.deepEqual(workflow.on["push"], { tags: [String.raw`c\+\+-v*`] });
    assert.equal(declarationOf(plan).release.tagPrefix, "c++-v");
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
      jobOf(readWorkflow(native, "release.yml"), "gate").steps.map(({ id }) => id),
      ["checkout", "preflight"],
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

  it("gives the right to publish and the right to write contents to no job that runs the package's code", () => {
    const { jobs } = readWorkflow(prod, "release.yml");
    const writers = Object.entries(jobs).flatMap(([id, { permissions }]) =>
      Object.entries(permissions).flatMap(([scope, access]) =>
        access === "write" ? [`${id} ${scope}`] : [],
      ),
    );
    assert.deepEqual(writers, [
      "gate id-token",
      "resume contents",
      "attest attestations",
      "attest id-token",
      "draft contents",
      "publish id-token",
      "check-publisher id-token",
      "github-release contents",
    ]);
    const steps = writers.flatMap((writer) => jobs[writer.split(" ")[0] ?? ""]?.steps ?? []);
    assert.deepEqual(
      steps.filter(({ run }) => run !== undefined && /\bpip\b|python/.test(run)),
      [],
    );
  });

  it("leaves PyPI's address to the publish action", () => {
    const publish = stepOf(jobOf(readWorkflow(prod, "release.yml"), "publish"), "publish");
    assert.deepEqual(publish.with, { "packages-dir": "dist", "print-hash": true });
  });

  it("takes TestPyPI's address from the locked twine, in a job that has no right", () => {
    const workflow = readWorkflow(dev, "release.yml");
    const ledger = jobOf(workflow, "ledger");
    assert.match(stepOf(ledger, "tools").run ?? "", /--require-hashes/);
    assert.match(stepOf(ledger, "index").run ?? "", /twine\.utils import TEST_REPOSITORY/);
    assert.deepEqual(ledger.permissions, { contents: "read" });
    assert.equal(
      stepOf(jobOf(workflow, "publish"), "publish").with?.["repository-url"],
      "${{ needs.ledger.outputs.upload-url }}",
    );
  });

  it("publishes exactly what the ledger found missing, by the artifact's id", () => {
    const publish = jobOf(readWorkflow(prod, "release.yml"), "publish");
    assert.deepEqual(stepOf(publish, "download").with, {
      "artifact-ids": "${{ needs.ledger.outputs.artifact-id }}",
      path: "dist",
    });
    assert.match(publish.if ?? "", /needs\.ledger\.outputs\.decision == 'publish'/);
  });

  it("publishes to TestPyPI by jobs of its own, and to PyPI once it could be installed from there", () => {
    const plan = { ...prod, testPyPI: dev.index };
    const { jobs } = readWorkflow(plan, "release.yml");
    const ids = ["ledger-testpypi", "publish-testpypi", "verify-testpypi", "check-publisher-testpypi"];
    for (const id of [...ids, "ledger", "publish", "verify"]) assert.ok(id in jobs, id);
    assert.equal(jobs["publish-testpypi"]?.environment, "testpypi");
    assert.deepEqual(jobs["ledger"]?.needs, ["gate", "build", "verify-testpypi"]);
    assert.match(jobs["ledger"].if ?? "", /needs\.verify-testpypi\.result == 'success'/);
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
    const untold = { ...customIndex, index: { ...customIndex.index, token: null } };
    const publish = jobOf(readWorkflow(untold, "release.yml"), "publish");
    assert.deepEqual(publish.permissions, { "id-token": "write" });
    assert.ok(!("password" in (stepOf(publish, "publish").with ?? {})));
  });

  it("attests only where the repository may, and drafts only where a release is wanted", () => {
    const { jobs } = readWorkflow(privateFree, "release.yml");
    assert.deepEqual(
      ["attest", "draft"].filter((id) => id in jobs),
      [],
    );
    assert.deepEqual(jobs["ledger"]?.needs, ["gate", "build", "rebuild", "test", "coverage", "sbom"]);
  });

  it("verifies with the newest Python but one, which runners carry", () => {
    const pythons = (...given: readonly string[]) => ({
      ...prod,
      targets: prod.targets.slice(0, 1).map((target) => ({ ...target, pythons: given })),
    });
    const verifiedWith = (plan: Plan) =>
      (jobOf(readWorkflow(plan, "release.yml"), "verify").strategy?.matrix.include ?? []).map(
        (leg) => leg["python"],
      );
    assert.deepEqual(verifiedWith(pythons("3.13", "3.14", "3.14t", "3.15")), ["3.14"]);
    assert.deepEqual(verifiedWith(pythons("3.15", "3.15t")), ["3.15"]);
    assert.deepEqual(verifiedWith(pythons("3.15t")), ["3.15t"]);
  });

  it("regression: a job that its time limit ended, which counts as cancelled, let the release go on without it", () => {
    const passed = "!cancelled() && !failure()";
    const ifsOf = (plan: Plan, ...ids: readonly string[]) =>
      ids.map((id) => readWorkflow(plan, "release.yml").jobs[id]?.if);
    assert.deepEqual(ifsOf(prod, "draft", "verify"), [
      `\${{ ${passed} && needs.build.result == 'success' && ` +
        "(needs.attest.result == 'success' || needs.resume.outputs.sealed == 'true') }}",
      `\${{ ${passed} && needs.ledger.result == 'success' && ` +
        "(needs.publish.result == 'success' || needs.ledger.outputs.decision == 'skip') }}",
    ]);
    const every = ["build", "rebuild", "test", "coverage", "sbom"].map(
      (id) => `needs.${id}.result == 'success'`,
    );
    assert.deepEqual(ifsOf(privateFree, "ledger"), [`\${{ ${passed} && ${every.join(" && ")} }}`]);
  });

  it("lets each job wait for all that has to pass before it", () => {
    const needsOf = (plan: Plan) =>
      Object.fromEntries(
        Object.entries(readWorkflow(plan, "release.yml").jobs).map(([id, { needs = [] }]) => [
          id,
          needs.join(),
        ]),
      );
    const ends = {
      draft: "gate,resume,build,attest",
      ledger: "gate,build,draft",
      publish: "ledger",
      verify: "gate,build,ledger,publish",
      "check-publisher": "gate",
      "github-release": "gate,ledger,verify",
    };
    const begins = { gate: "", resume: "gate", build: "gate,resume", rebuild: "gate,resume,build" };
    assert.deepEqual(needsOf(prod), {
      ...begins,
      test: "gate,resume,build",
      coverage: "gate,resume,build",
      sbom: "resume,build",
      attest: "resume,rebuild,test,coverage,sbom,build",
      ...ends,
    });
    assert.deepEqual(needsOf(native), {
      ...begins,
      wheels: "gate,resume,build",
      "rebuild-wheels": "gate,resume,build,wheels",
      check: "gate,resume,wheels",
      coverage: "gate,resume,check",
      sbom: "resume,build,check",
      attest: "resume,rebuild,rebuild-wheels,check,coverage,sbom",
      ...ends,
      draft: "gate,resume,check,attest",
      ledger: "gate,check,draft",
      verify: "gate,build,check,ledger,publish",
    });
  });

  it("attests and drafts what the jobs told that made it, and takes what is held by its id: any job can replace an artifact", () => {
    for (const [plan, checked] of [
      [prod, "build"],
      [native, "check"],
    ] as const) {
      const { jobs } = readWorkflow(plan, "release.yml");
      const attest = jobs["attest"]?.steps ?? [];
      assert.ok(attest.every(({ uses }) => uses?.startsWith("actions/download-artifact") !== true));
      const sums = `\${{ needs.${checked}.outputs.sums }}`;
      const told = attest.find(({ id }) => id === "subjects")?.env;
      assert.deepEqual(told, { SUMS: sums, EXTRAS: "${{ needs.sbom.outputs.sums }}" });
      const drafted = jobs["draft"]?.steps.find(({ id }) => id === "draft")?.env ?? {};
      assert.equal(drafted["SUMS"], sums);
      assert.equal(drafted["EXTRAS"], "${{ needs.attest.outputs.extras }}");
      const held = Object.values(jobs).flatMap(({ steps }) =>
        steps.filter(({ id }) => id === "download-held"),
      );
      for (const one of held)
        assert.equal(one.with?.["artifact-ids"], "${{ needs.resume.outputs.artifact-id }}");
      assert.ok(held.length > 0);
    }
  });

  it("skips what a sealed draft has behind it, and takes up what comes after", () => {
    const { jobs } = readWorkflow(prod, "release.yml");
    const skipped = Object.entries(jobs).flatMap(([id, job]) =>
      job.if?.includes("sealed != 'true'") === true ? [id] : [],
    );
    assert.deepEqual(skipped, ["rebuild", "test", "coverage", "sbom", "attest"]);
    for (const id of ["draft", "ledger", "publish", "verify", "github-release"])
      assert.match(jobs[id]?.if ?? "", /^\$\{\{ !cancelled\(\) && .*== 'success'/, id);
    for (const id of ["draft", "ledger", "verify", "github-release"])
      assert.match(jobs[id]?.if ?? "", /!failure\(\)/, id);
  });

  it("runs every test again where nothing tells whose draft it is", () => {
    const { jobs } = readWorkflow(privateFree, "release.yml");
    assert.equal(jobs["test"]?.if, undefined);
    assert.equal(jobs["rebuild"]?.if, undefined);
  });

  it("compares the tag with the built version", () => {
    const files = stepOf(jobOf(readWorkflow(prod, "release.yml"), "build"), "files");
    assert.deepEqual(files.env, {
      VERSION: "${{ needs.gate.outputs.version }}",
    });
  });
});

describe("the declaration of a release", () => {
  for (const [name, plan] of Object.entries(fixtures)) {
    it(`is read by the tasks as it was written: ${name}`, () => {
      const folder = mkdtempSync(join(tmpdir(), "slipway-declaration-"));
      const file = join(folder, "release.json");
      writeFileSync(file, textOf(plan, ".github/slipway/release.json"));
      const read = readDeclaration(file);
      rmSync(folder, { recursive: true });
      const { $comment: _, ...written } = declarationOf(plan);
      assert.deepEqual(read, written);
    });
  }
});

function declarationOf(plan: Plan): Declaration & { readonly $comment: string } {
  return JSON.parse(textOf(plan, ".github/slipway/release.json")) as Declaration & { $comment: string };
}
