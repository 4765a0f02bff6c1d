import assert from "node:assert/strict";
import type { Declaration } from "../../../tasks/declaration/declaration.ts";
import { claimsOf } from "../../../tasks/oidc/claims.ts";
import { checkClaims } from "../../../tasks/preflight/claims.ts";
import { environmentValue, publisherValues } from "../../../tasks/preflight/publisher.ts";
import { claims, tokenOf } from "../oidc/tokens.ts";
import { told } from "./told.ts";

const declared: Pick<Declaration, "repository" | "release"> = {
  repository: { owner: "acme", name: "pkg", defaultBranch: "main" },
  release: {
    ...{ tagPrefix: "v", workflow: "release.yml", buildWorkflow: "build.yml" },
    ...{ attestations: true, secondBuild: "gate", githubRelease: true },
  },
};
const run = { ref: "refs/tags/v1.2.0", commit: "1".repeat(40) };

async function check(more: Readonly<Record<string, unknown>>, presentName: string | null = null) {
  const ask = () => Promise.resolve(presentName);
  const read = claimsOf(tokenOf(claims(more)));
  return told(await checkClaims(declared, { claims: read, run, presentName: ask }));
}

describe("the claims of a run", () => {
  it("agree with what is declared, in whatever case GitHub writes the names", async () => {
    assert.deepEqual(await check({}), []);
    assert.deepEqual(await check({ repository: "Acme/Pkg" }), []);
  });

  it("show a repository that was renamed as such, and another one as another", async () => {
    const moved = { repository: "acme/package" };
    assert.match(
      (await check(moved, "acme/package"))[0] ?? "",
      /^OIDC claim repository: is acme\/package: the declared repository acme\/pkg was renamed; declare acme\/package .*register/,
    );
    for (const name of ["acme/pkg", null])
      assert.match(
        (await check(moved, name))[0] ?? "",
        /^OIDC claim repository: is acme\/package, declared is acme\/pkg; release from acme\/pkg/,
      );
  });

  it("show another workflow, ref and commit, all at once", async () => {
    const faults = await check({
      job_workflow_ref: "acme/pkg/.github/workflows/publish.yml@refs/tags/v1.2.0",
      ref: "refs/heads/main",
      sha: "2".repeat(40),
    });
    assert.deepEqual(
      faults.map((fault) => fault.split(";")[0]),
      [
        "OIDC claim workflow_ref: names publish.yml, declared is release.yml",
        "OIDC claim ref: is refs/heads/main, the run's is refs/tags/v1.2.0",
        `OIDC claim sha: is ${"2".repeat(40)}, the run's is ${"1".repeat(40)}`,
      ],
    );
  });

  it("stand beside each value of the index's form", () => {
    const read = claimsOf(tokenOf(claims({ repository: "octo/pkg", environment: "PyPI" })));
    const values = [...publisherValues(declared, read), environmentValue("pypi", read)];
    assert.deepEqual(
      values.map(({ field, agrees }) => [field, agrees]),
      [
        ["Owner", false],
        ["Repository name", true],
        ["Workflow name", true],
        ["Environment name", true],
      ],
    );
    const none = claimsOf(tokenOf(claims()));
    assert.equal(environmentValue("pypi", none).agrees, false);
    assert.equal(environmentValue(null, none).agrees, true);
  });
});
