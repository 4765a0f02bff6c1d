import assert from "node:assert/strict";
import { publisherFault } from "../../../tasks/verify/publisher.ts";
import type { Asked } from "../../../tasks/verify/asked.ts";
import { declarationOf, pypi } from "./declared.ts";
import { attestedBy, commit, ref, repository } from "./published.ts";

const environment = { name: "pypi", reviewers: [], preventSelfReview: false, waitTimer: 0, tags: ["v*"] };
const asked: Asked = {
  declaration: declarationOf({}),
  index: { ...pypi, environment },
  simpleUrl: "https://example.com/simple/",
  version: "1.0",
  sums: new Map(),
  source: { repository, commit, ref, server: "https://github.com" },
  locks: "locks",
  minutes: 0,
  pep740: "on",
  sdist: true,
  tools: "tools.txt",
};

function faultOf(provenance: object): string | null {
  return publisherFault("demo.whl", Buffer.from(JSON.stringify(provenance)), asked)?.fault ?? null;
}

/** A sound provenance with another publisher. */
function published(by: object): object {
  const [bundle] = attestedBy("release.yml").attestation_bundles;
  return { version: 1, attestation_bundles: [{ ...bundle, publisher: { ...bundle?.publisher, ...by } }] };
}

describe("publisherFault", () => {
  it("takes the declared workflow, in the declared environment or in none that the index tells", () => {
    assert.equal(faultOf(attestedBy("release.yml")), null);
    assert.equal(faultOf(published({ environment: "pypi", repository: "OctoCat/Hello" })), null);
  });

  it("refuses another repository, workflow and environment", () => {
    assert.match(faultOf(published({ repository: "octocat/fork" })) ?? "", /published by octocat\/fork/);
    assert.match(faultOf(attestedBy("other.yml")) ?? "", /other\.yml/);
    assert.match(faultOf(published({ environment: "test" })) ?? "", /in the environment test/);
    assert.match(faultOf(published({ kind: "Google" })) ?? "", /can't be read/);
  });

  it("refuses a provenance without an attestation, which the tool lets pass", () => {
    assert.match(faultOf({ version: 1, attestation_bundles: [] }) ?? "", /without an attestation/);
    const [bundle] = attestedBy("release.yml").attestation_bundles;
    const empty = { version: 1, attestation_bundles: [{ ...bundle, attestations: [] }] };
    assert.match(faultOf(empty) ?? "", /without an attestation/);
  });
});
