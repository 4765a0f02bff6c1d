import assert from "node:assert/strict";
import { everywhere, native, prod } from "../fixture-plan.ts";
import { type ReadJob, jobOf, readWorkflow, stepOf } from "../read-workflow.ts";

const privately = {
  ...everywhere,
  repository: { ...everywhere.repository, visibility: "private" as const, attestations: false },
};

describe("the image in the workflows", () => {
  it("is in none without slipway:image", () => {
    for (const file of ["build.yml", "release.yml"]) {
      assert.deepEqual(
        Object.keys(readWorkflow(prod, file).jobs).filter((id) => id.includes("image")),
        [],
      );
    }
    assert.throws(() => readWorkflow(prod, "image.yml"), /is not delivered/);
  });

  it("is built on a runner of each architecture, by a job that may write nothing", () => {
    for (const file of ["build.yml", "image.yml", "release.yml"]) {
      const image = jobOf(readWorkflow(everywhere, file), "image");
      assert.deepEqual(image.permissions, { contents: "read" }, file);
      assert.deepEqual(
        image.strategy?.matrix.include.map(({ platform, runner }) => [platform, runner]),
        [
          ["linux/amd64", "ubuntu-24.04"],
          ["linux/arm64", "ubuntu-24.04-arm"],
        ],
      );
    }
  });

  it("is made of the files that the checking job told the hashes of", () => {
    for (const [plan, job] of [
      [everywhere, "build"],
      [{ ...native, image: everywhere.image }, "check"],
    ] as const) {
      const image = jobOf(readWorkflow(plan, "release.yml"), "image");
      assert.equal(stepOf(image, "image").env?.["SUMS"], `\${{ needs.${job}.outputs.sums }}`);
      assert.ok(image.needs?.includes(job));
    }
  });

  it("takes layers from a cache only where nothing is pushed", () => {
    const cached = (file: string) =>
      Object.values(readWorkflow(everywhere, file).jobs).some(usesCache) ? [file] : [];
    assert.deepEqual(["build.yml", "image.yml", "release.yml"].flatMap(cached), ["build.yml"]);
    const rights = Object.values(readWorkflow(everywhere, "build.yml").jobs).flatMap(({ permissions }) =>
      Object.values(permissions),
    );
    assert.ok(!rights.includes("write"));
  });

  it("is pushed by a job that runs nothing of the package, after the index was verified", () => {
    const push = jobOf(readWorkflow(everywhere, "release.yml"), "push-image");
    assert.ok(push.needs?.includes("verify") && push.needs.includes("image"));
    const commands = push.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    assert.deepEqual(
      commands.filter((run) => /\bpip\b|python|docker/.test(run)),
      [],
    );
  });

  it("is pushed as the manifests that the building jobs told", () => {
    const push = stepOf(jobOf(readWorkflow(everywhere, "release.yml"), "push-image"), "push");
    assert.equal(
      push.env?.["DIGESTS"],
      "linux/amd64=${{ needs.image.outputs.amd64 }}\nlinux/arm64=${{ needs.image.outputs.arm64 }}",
    );
  });

  it("has its tags only once it is attested", () => {
    const { steps } = jobOf(readWorkflow(everywhere, "release.yml"), "push-image");
    assert.deepEqual(
      steps.map(({ id }) => id),
      [
        "checkout",
        "download",
        "push",
        "contents",
        "sign-in",
        "attest",
        "attest-amd64",
        "attest-arm64",
        "tag",
      ],
    );
  });

  it("is attested only where GitHub attests, and pulled with a right where it is private", () => {
    const workflow = readWorkflow(privately, "release.yml");
    assert.deepEqual(jobOf(workflow, "push-image").permissions, { contents: "read", packages: "write" });
    assert.deepEqual(jobOf(workflow, "verify-image").permissions, { contents: "read", packages: "read" });
    assert.equal(jobOf(workflow, "github-release").permissions["packages"], "read");
    assert.deepEqual(jobOf(readWorkflow(everywhere, "release.yml"), "verify-image").permissions, {
      attestations: "read",
      contents: "read",
    });
  });

  it("holds up the GitHub release until it could be pulled, and is in its ledger", () => {
    const finish = jobOf(readWorkflow(everywhere, "release.yml"), "github-release");
    assert.ok(finish.needs?.includes("verify-image"));
    assert.match(
      stepOf(finish, "release").env?.["DECISIONS"] ?? "",
      /^image=\$\{\{ needs\.push-image\.outputs\.decision \}\}$/m,
    );
  });

  it("is named after the branch by a workflow that nothing can cancel while it pushes", () => {
    const workflow = readWorkflow(everywhere, "image.yml");
    assert.deepEqual(workflow.on, { push: { branches: ["main"] } });
    assert.equal(workflow.concurrency["cancel-in-progress"], false);
    assert.match(stepOf(jobOf(workflow, "push-image"), "tag").run ?? "", /--branch "\$GITHUB_REF_NAME"/);
  });

  it("wants a committed lock in a release, and resolves one elsewhere", () => {
    const lock = (file: string) => stepOf(jobOf(readWorkflow(everywhere, file), "build"), "lock-image").run;
    assert.match(lock("release.yml") ?? "", /--anew never/);
    assert.doesNotMatch(lock("build.yml") ?? "", /--anew never/);
  });
});

function usesCache({ steps }: ReadJob): boolean {
  return steps.some(
    ({ uses, run }) => uses?.startsWith("actions/cache@") === true || (run ?? "").includes("--cache"),
  );
}
