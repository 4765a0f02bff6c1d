import assert from "node:assert/strict";
import type { JsonWebKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../../plan/plan.ts";
import { recordProvenance } from "../../../rehearsal/github/attestation/provenance.ts";
import { repositoryFolder } from "../../../rehearsal/github/git/repository.ts";
import { git } from "../../../rehearsal/github/git/run.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { type EmulatedGitHub, startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { Store } from "../../../rehearsal/github/store/store.ts";
import { type EmulatedIndex, startEmulatedIndex } from "../../../rehearsal/index/server.ts";
import type { EmulatedRegistry } from "../../../rehearsal/registry/server.ts";
import { agreement } from "../../../rehearsal/release/agreement.ts";
import type { ReleasedWorld } from "../../../rehearsal/release/agreement/read-released.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { gitHubOf } from "../../../tasks/github/client.ts";
import { createDraft, publishRelease, uploadAsset } from "../../../tasks/github/releases.ts";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../tasks/image-release/tagging.ts";
import { exchangeToken } from "../../../tasks/index/token.ts";
import { writeLedger } from "../../../tasks/ledger/release-ledger.ts";
import { requestOidcToken } from "../../../tasks/oidc/token.ts";
import { sumsOf } from "../../../tasks/release/content.ts";
import { prod } from "../../documents/fixture-plan.ts";
import { imagesOf, ociImage } from "../../tasks/image-release/releases.ts";
import { clientOf, emulateRegistry, imageName, password } from "../../tasks/registry/services.ts";
import { sdist, upload, wheel } from "../index/emulated.ts";

const asked = { version: "1.2.0", tag: "v1.2.0" };
const files = [sdist("1.2.0"), wheel("1.2.0")];
const plain = files.map(({ name, content }) => ({ name, sha256: sha256Of(content), size: content.length }));
const image = { registry: "ghcr.io", name: imageName, base: "slim", python: "3.14", command: [] } as const;
const plan: Plan = {
  ...prod,
  package: { ...prod.package, name: "demo", distribution: "demo", importName: "demo" },
  repository: { ...prod.repository, owner: "octocat", name: "hello", visibility: "private" },
  publisher: { ...prod.publisher, project: "demo", owner: "octocat", repository: "hello" },
  image,
};

describe("what a rehearsed release has left on its services", function () {
  this.timeout(60_000);
  const root = mkdtempSync(join(tmpdir(), "slipway-agreement-"));
  let github: EmulatedGitHub;
  let index: EmulatedIndex;
  let registry: EmulatedRegistry;
  let commit: string;
  let world: ReleasedWorld;

  before(async () => {
    const repository = {
      owner: "octocat",
      name: "hello",
      defaultBranch: "main",
      visibility: "private",
    } as const;
    await seedGitHub(root, { repositories: [repository], users: [], teams: [] });
    const inRepository = (...command: string[]) => git(repositoryFolder(root, imageName), command);
    await inRepository("tag", asked.tag, "main");
    commit = (await inRepository("rev-parse", "main")).trim();
    github = await startEmulatedGitHub({ root });
    const { keys } = (await (await fetch(`${github.url}_oidc/.well-known/jwks`)).json()) as {
      readonly keys: readonly JsonWebKey[];
    };
    index = await startEmulatedIndex({
      root: join(root, "index"),
      publishers: [
        {
          project: "demo",
          owner: "octocat",
          repository: "hello",
          workflow: "release.yml",
          environment: "pypi",
        },
      ],
      oidc: { issuer: `${github.url}_oidc`, audience: "pypi", keys },
    });
    registry = await emulateRegistry({
      accounts: (given) =>
        given === password
          ? { password }
          : github.packagesOf(given)
            ? { password: given, may: "pull" }
            : null,
    });
    const images = { registry, base: "python", image } as unknown as NonNullable<ReleasedWorld["images"]>;
    world = { plan, fullName: imageName, github, indexes: [{ declared: plan.index, index }], images };
    await publish();
    await release(await pushed());
  });

  after(async () => {
    await index.close();
    await registry[Symbol.asyncDispose]();
    await github.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** By a trusted publisher, with attestations. */
  async function publish(): Promise<void> {
    const ref = `refs/tags/${asked.tag}`;
    const grant = github.openJob({
      repository: imageName,
      run: 1,
      attempt: 1,
      permissions: { "id-token": "write" },
      claims: {
        repository: imageName,
        repository_id: "1",
        repository_owner: "octocat",
        repository_owner_id: "2",
        repository_visibility: "private",
        ref,
        sha: commit,
        workflow_ref: `${imageName}/.github/workflows/release.yml@${ref}`,
        workflow: "Release",
        event_name: "push",
        run_id: "1",
        run_attempt: "1",
        actor: "octocat",
        environment: "pypi",
      },
    });
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = "" } =
      grant.oidc ?? {};
    const oidc = await requestOidcToken({ url, token }, "pypi", {});
    const minted = await exchangeToken(index.simpleUrl, oidc, { place: "the index" });
    for (const file of files) {
      const subject = [{ name: file.name, digest: { sha256: sha256Of(file.content) } }];
      const statement = { predicateType: "https://slsa.dev/provenance/v1", subject };
      const envelope = {
        statement: Buffer.from(JSON.stringify(statement)).toString("base64"),
        signature: "c2ln",
      };
      const attestations = JSON.stringify([{ version: 1, verification_material: {}, envelope }]);
      const ended = await upload(index, file, { password: minted.token ?? "", fields: { attestations } });
      assert.equal(ended.status, 200, ended.reason);
    }
    github.closeJob(grant);
  }

  /** The image's platforms with their digests, once it is pushed, tagged and attested. */
  async function pushed(): Promise<readonly { readonly platform: string; readonly digest: string }[]> {
    const client = clientOf(registry.url);
    const made = imagesOf({ version: asked.version, commit, file: plain[1]! }).map(ociImage);
    const { digest } = await publishImage(client, { images: made, destination: asked }, () => {});
    const found = (await readPushed(client, digest))!;
    await tagRelease({ registry: client, say: () => {} }, { image: found, version: "1.2.0", latest: true });
    await attest([{ name: `ghcr.io/${imageName}`, sha256: digest.slice("sha256:".length) }]);
    return found.platforms.map(({ platform, manifest }) => ({ platform, digest: manifest.digest }));
  }

  function attest(subjects: readonly { readonly name: string; readonly sha256: string }[]) {
    const by = { workflow: "release.yml", commit, ref: `refs/tags/${asked.tag}` };
    return recordProvenance(root, imageName, { subjects, ...by });
  }

  async function release(
    platforms: readonly { readonly platform: string; readonly digest: string }[],
  ): Promise<void> {
    const variables = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: imageName, GH_TOKEN: "of-a-person" };
    const client = gitHubOf(variables, () => undefined);
    const sums = Buffer.from(sumsOf(plain));
    const provenance = Buffer.from(`${JSON.stringify(await attest(plain))}\n`);
    const extras = Object.entries({ SHA256SUMS: sums, "provenance.jsonl": provenance });
    const channel = { read: "2026-11-22T10:00:00Z", decision: "publish" } as const;
    const held = plain.map((one) => ({ ...one, uploaded: null }));
    const digest = platforms[0]?.digest ?? "";
    const ledger = writeLedger({
      schema: 1,
      package: "demo",
      ...asked,
      commit,
      workflow: "release.yml",
      run: { id: 1, attempt: 1 },
      sealed: channel.read,
      finished: channel.read,
      files: plain,
      extras: extras.map(([name, content]) => ({ name, sha256: sha256Of(content), size: content.length })),
      channels: [
        { ...channel, name: "pypi", title: "PyPI", files: held, image: null },
        { ...channel, name: "image", title: "image", files: held.slice(1), image: { digest, platforms } },
      ],
      tested: null,
    });
    const draft = await createDraft(client, { tag: asked.tag, title: "1.2.0", prerelease: false, notes: "" });
    const assets = [
      ...files,
      ...[...extras, ["release-ledger.json", ledger] as const].map(([name, content]) => ({ name, content })),
    ];
    for (const asset of assets) await uploadAsset(client, draft, asset);
    await publishRelease(client, draft, { latest: true });
  }

  it("agrees on every file and the image, of a private repository as well", async () => {
    const { files: seen, image: found, faults } = await agreement(world, { ...asked, commit });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      seen.map(({ name, sha256, places }) => [name, sha256.length, places.length]),
      [
        [plain[1]?.name, 64, 7],
        [plain[0]?.name, 64, 7],
        ["SHA256SUMS", 64, 2],
        ["provenance.jsonl", 64, 2],
        ["release-ledger.json", 64, 1],
      ],
    );
    assert.deepEqual([found?.name, found?.tags], [`ghcr.io/${imageName}`, ["1.2", "1.2.0", "latest"]]);
  });

  it("disagrees once the bytes of an asset were changed, whatever its digest says", async () => {
    const store = new Store(root);
    const { id = 0 } =
      store.read().repositories[imageName]?.releases[0]?.assets?.find(({ name }) => name.endsWith(".whl")) ??
      {};
    const file = join(root, "release-assets", String(id));
    const before = readFileSync(file);
    writeFileSync(file, "something else");
    const { faults } = await agreement(world, { ...asked, commit });
    writeFileSync(file, before);
    const other = sha256Of(Buffer.from("something else")).slice(0, 12);
    const [own] = plain.slice(1);
    assert.deepEqual(faults, [
      `${own?.name ?? ""}: PyPI has ${own?.sha256.slice(0, 12) ?? ""}, GitHub release ${other}`,
    ]);
  });

  it("disagrees on a version that nobody released, place by place", async () => {
    const { faults } = await agreement(world, { version: "1.3.0", tag: "v1.3.0", commit });
    assert.deepEqual(faults, [
      "no sdist was released",
      "no wheel was released",
      "GitHub release v1.3.0: is not published",
      "image: the registry has none under the tag 1.3.0",
    ]);
  });

  it("disagrees where an index holds nothing of it, and tells of the others all the same", async () => {
    const away = { ...index, simpleUrl: `${github.url}nowhere/`, close: () => index.close() };
    const indexes = [{ declared: { ...plan.index, simpleUrl: null }, index: away }];
    const { files: seen, faults } = await agreement({ ...world, indexes }, { ...asked, commit });
    assert.ok(seen.some(({ places }) => places.includes("GitHub release")));
    const [own] = plain;
    assert.ok(faults.includes(`${own?.name ?? ""}: GitHub release has it, PyPI has not`), faults.join("\n"));
  });
});
