import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attest } from "../../../rehearsal/actions/actions/attest/attest.ts";
import { signIn } from "../../../rehearsal/actions/docker/login-action/sign-in.ts";
import type { EmulatedRegistry } from "../../../rehearsal/registry/server.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { clientOf, emulateRegistry, pushImage } from "../../tasks/registry/services.ts";
import { tinyImage } from "../../tasks/registry/tiny-image.ts";
import { type OnGitHub, startOnGitHub } from "./on-github.ts";
import { type TestJob, repository } from "./step-of.ts";

const action = ["actions/attest", attest] as const;
const login = ["docker/login-action", signIn] as const;
const signing = { "id-token": "write", attestations: "write" };
const sha256 = "a".repeat(64);

interface Statement {
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

interface Bundle {
  readonly verificationMaterial: { readonly certificateSummary: Readonly<Record<string, string>> };
  readonly dsseEnvelope: { readonly payload: string };
}

describe("the stand-in of actions/attest", () => {
  let world: OnGitHub;
  before(async () => {
    world = await startOnGitHub();
  });
  after(() => world[Symbol.asyncDispose]());

  const statementIn = (file: string) => {
    const bundle = JSON.parse(readFileSync(file, "utf8")) as Bundle;
    return {
      bundle,
      statement: JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString()) as Statement,
    };
  };
  const stored = async (digest: string) => {
    using reader = world.open({ attestations: "read" }, {});
    const { GITHUB_TOKEN: token = "" } = reader.variables;
    const address = `${world.github.url}repos/${repository}/attestations/sha256:${digest}`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 404) return [];
    return ((await answer.json()) as { attestations: readonly { bundle: Bundle }[] }).attestations;
  };

  it("signs what a list of sums names, as the job's own token says, and stores it", async () => {
    using job = world.open(signing);
    writeFileSync(join(job.workspace, "SUMS"), `${sha256}  a.whl\n${"b".repeat(64)} *b.tar.gz\n`);
    const outputs = await job.use(action, { "subject-checksums": "SUMS" });
    const { bundle, statement } = statementIn(outputs["bundle-path"]!);
    assert.deepEqual(statement.subject, [
      { name: "a.whl", digest: { sha256 } },
      { name: "b.tar.gz", digest: { sha256: "b".repeat(64) } },
    ]);
    assert.equal(statement.predicateType, "https://slsa.dev/provenance/v1");
    const { buildDefinition } = statement.predicate as { buildDefinition: Readonly<Record<string, unknown>> };
    assert.deepEqual(buildDefinition["externalParameters"], {
      workflow: {
        ref: "refs/tags/v1",
        repository: `https://github.com/${repository}`,
        path: ".github/workflows/release.yml",
      },
    });
    assert.equal(bundle.verificationMaterial.certificateSummary["sourceRepositoryDigest"], world.older);
    assert.equal(
      outputs["attestation-url"],
      `https://github.com/${repository}/attestations/${outputs["attestation-id"]!}`,
    );
    assert.deepEqual(
      (await stored(sha256)).map(({ bundle }) => bundle),
      [bundle],
    );
  });

  it("takes files by a pattern, and what they are made of from a list", async () => {
    using job = world.open(signing);
    writeFileSync(join(job.workspace, "a.whl"), "content");
    const sbom = { bomFormat: "CycloneDX", specVersion: "1.6", components: [] };
    writeFileSync(join(job.workspace, "sbom.json"), JSON.stringify(sbom));
    const outputs = await job.use(action, { "subject-path": "*.whl", "sbom-path": "sbom.json" });
    const { subject, predicateType, predicate } = statementIn(outputs["bundle-path"]!).statement;
    assert.deepEqual(subject, [{ name: "a.whl", digest: { sha256: sha256Of(Buffer.from("content")) } }]);
    assert.deepEqual([predicateType, predicate], ["https://cyclonedx.org/bom", sbom]);
  });

  it("fails without either permission, with nothing stored", async () => {
    const inputs = { "subject-digest": `sha256:${"c".repeat(64)}`, "subject-name": "c.whl" };
    using unsigned = world.open({ attestations: "write" });
    await assert.rejects(unsigned.use(action, inputs), /give the job the permission id-token: write/);
    using unstored = world.open({ "id-token": "write", attestations: "read" });
    await assert.rejects(unstored.use(action, inputs), {
      message: "Failed to persist attestation: Resource not accessible by integration",
    });
    assert.deepEqual(await stored("c".repeat(64)), []);
  });

  it("takes exactly one of three kinds of subjects, and none that it can't read", async () => {
    using job = world.open(signing);
    await assert.rejects(job.use(action, {}), /^Error: One of subject-path/);
    const two = { "subject-path": "*.whl", "subject-checksums": "SUMS" };
    await assert.rejects(job.use(action, two), /^Error: Only one of subject-path/);
    await assert.rejects(job.use(action, { "subject-path": "*.whl" }), /Could not find subject at path/);
    writeFileSync(join(job.workspace, "SUMS"), "none  a.whl\n");
    await assert.rejects(job.use(action, { "subject-checksums": "SUMS" }), /Invalid digest: none {2}a\.whl/);
  });

  describe("beside a registry", () => {
    let registry: EmulatedRegistry;
    before(async () => {
      registry = await emulateRegistry({
        accounts: (password) => (world.github.packagesOf(password) === "write" ? { password } : null),
      });
    });
    after(() => registry[Symbol.asyncDispose]());

    const open = (permissions: Readonly<Record<string, string>>): TestJob =>
      world.open(permissions, { REGISTRY_URL: registry.url });
    const credentials = (job: TestJob) => ({
      registry: "ghcr.io",
      username: "octocat",
      password: job.variables["GITHUB_TOKEN"] ?? "",
    });

    it("lays each attestation beside the image, by the login that the job made", async () => {
      using job = open({ ...signing, packages: "write" });
      const { password } = credentials(job);
      const image = clientOf(registry.url, {
        name: repository,
        variables: { REGISTRY_URL: registry.url, GH_TOKEN: password },
      });
      const digest = await pushImage(image, tinyImage());
      const inputs = {
        "subject-name": `ghcr.io/${repository}`,
        "subject-digest": digest,
        "push-to-registry": "true",
      };
      await assert.rejects(job.use(action, inputs), { message: "No credentials found for registry ghcr.io" });
      await job.use(login, credentials(job));
      assert.match(job.handed("env"), /^DOCKER_CONFIG<</);
      await job.use(action, inputs);
      await job.use(action, inputs);
      const listed = await image.readManifest(digest.replace(":", "-"));
      const { manifests } = JSON.parse(listed!.bytes.toString()) as {
        manifests: readonly { readonly digest: string; readonly artifactType: string }[];
      };
      assert.equal(manifests.length, 2);
      const [first] = manifests;
      assert.equal(first!.artifactType, "application/vnd.dev.sigstore.bundle.v0.3+json");
      const referrer = JSON.parse((await image.readManifest(first!.digest))!.bytes.toString()) as {
        readonly subject: { readonly digest: string };
      };
      assert.equal(referrer.subject.digest, digest);
      assert.deepEqual(
        job.notes(),
        Array.from({ length: 2 }, () => `no storage record of ghcr.io/${repository} is made`),
      );
    });

    it("signs in with no password but a job's that may write packages", async () => {
      using job = open({ packages: "read" });
      await assert.rejects(job.use(login, credentials(job)), /denied: denied/);
      await assert.rejects(
        job.use(login, { registry: "ghcr.io", username: "octocat" }),
        /Username and password required/,
      );
    });
  });
});
