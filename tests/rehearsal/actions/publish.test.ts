import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonWebKey } from "node:crypto";
import { publish } from "../../../rehearsal/actions/pypa/gh-action-pypi-publish/publish.ts";
import type { TrustedPublisher } from "../../../rehearsal/index/oidc/publishers.ts";
import { type Emulated, type UploadedFile, emulate, names, sdist, wheel } from "../index/emulated.ts";
import { type OnGitHub, startOnGitHub } from "./on-github.ts";
import type { TestJob } from "./step-of.ts";

const action = ["pypa/gh-action-pypi-publish", publish] as const;
const declared = "https://packages.example.com/upload/";
const publisher: TrustedPublisher = {
  project: "demo",
  owner: "octo-org",
  repository: "example",
  workflow: "release.yml",
  environment: "pypi",
};

describe("the stand-in of pypa/gh-action-pypi-publish", () => {
  let world: OnGitHub;
  let emulated: Emulated;
  let publishers: TrustedPublisher[];
  before(async () => {
    world = await startOnGitHub();
  });
  after(() => world[Symbol.asyncDispose]());
  beforeEach(async () => {
    const issuer = `${world.github.url}_oidc`;
    const { keys } = (await (await fetch(`${issuer}/.well-known/jwks`)).json()) as { keys: JsonWebKey[] };
    publishers = [publisher];
    emulated = await emulate({ oidc: { issuer, audience: "pypi", keys }, publishers });
    emulated.now = Date.now();
  });
  afterEach(() => emulated[Symbol.asyncDispose]());

  const open = (permissions: Readonly<Record<string, string>>, files: readonly UploadedFile[]): TestJob => {
    const { uploadUrl } = emulated.index;
    const job = world.open(permissions, {
      REHEARSAL_UPLOADS: JSON.stringify({ "": uploadUrl, [declared]: uploadUrl }),
    });
    mkdirSync(join(job.workspace, "dist"));
    for (const { name, content } of files) writeFileSync(join(job.workspace, "dist", name), content);
    return job;
  };
  const proving = { "id-token": "write" };

  it("uploads by the job's own token, with an attestation of each file, and tells hashes", async () => {
    using job = open(proving, [sdist("1.0"), wheel("1.0")]);
    assert.deepEqual(await job.use(action, { "print-hash": "true" }), {});
    assert.deepEqual(await names(emulated.index), ["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"]);
    const uploads = job.printed.filter((line) => line.startsWith("Uploading"));
    assert.deepEqual(uploads, ["Uploading demo-1.0-py3-none-any.whl", "Uploading demo-1.0.tar.gz"]);
    assert.equal(job.printed.filter((line) => line.startsWith("SHA256: ")).length, 2);
    const address = new URL("/integrity/demo/1.0/demo-1.0.tar.gz/provenance", emulated.index.simpleUrl);
    const provenance = (await (await fetch(address)).json()) as {
      attestation_bundles: readonly { attestations: readonly { envelope: { statement: string } }[] }[];
    };
    const [{ envelope }] = provenance.attestation_bundles[0]!.attestations as [
      { envelope: { statement: string } },
    ];
    const statement = JSON.parse(Buffer.from(envelope.statement, "base64").toString()) as {
      subject: { name: string }[];
    };
    assert.equal(statement.subject[0]!.name, "demo-1.0.tar.gz");
  });

  it("prints no token but to have it starred", async () => {
    using job = open(proving, [wheel("1.0")]);
    await job.use(action, {});
    const masked = job.printed.filter((line) => line.startsWith("::add-mask::"));
    assert.ok(masked.length >= 2);
    const secrets = masked.map((line) => line.slice("::add-mask::".length));
    assert.ok(
      job.printed.every((line) => masked.includes(line) || !secrets.some((secret) => line.includes(secret))),
    );
  });

  it("fails without id-token: write, and in the index's words where it does not trust the workflow", async () => {
    using without = open({ contents: "write" }, [wheel("1.0")]);
    await assert.rejects(without.use(action, {}), /give the job the permission id-token: write/);
    publishers.splice(0);
    using stranger = open(proving, [wheel("1.0")]);
    await assert.rejects(
      stranger.use(action, {}),
      /`invalid-publisher`: valid token, but no corresponding publisher/,
    );
    assert.deepEqual(await names(emulated.index), []);
  });

  it("takes what is there with the same content as done, another content only where it may skip it", async () => {
    using job = open(proving, [wheel("1.0")]);
    await job.use(action, {});
    await job.use(action, {});
    writeFileSync(join(job.workspace, "dist", "demo-1.0-py3-none-any.whl"), wheel("1.0", "other").content);
    await assert.rejects(
      job.use(action, {}),
      /demo-1\.0-py3-none-any\.whl: HTTPError: 400 .*File already exists/,
    );
    await job.use(action, { "skip-existing": "true" });
    assert.match(job.printed.at(-1)!, /^::warning::Skipping demo-1\.0/);
  });

  it("goes by a password to a declared index, without attestations", async () => {
    using job = open({}, [wheel("2.0")]);
    const inputs = { "repository-url": declared, password: "pypi-for-tests", attestations: "false" };
    await job.use(action, inputs);
    assert.deepEqual(await names(emulated.index), ["demo-2.0-py3-none-any.whl"]);
    const elsewhere = "https://elsewhere.example.com/";
    await assert.rejects(job.use(action, { ...inputs, "repository-url": elsewhere }), {
      message: `Nothing stands for the index ${elsewhere} in this rehearsal`,
    });
  });

  it("refuses what twine would not send, and a folder with nothing in it", async () => {
    using job = open(proving, [{ name: "notes.txt", content: Buffer.from("") }]);
    await assert.rejects(job.use(action, {}), {
      message: "InvalidDistribution: Unknown distribution format: 'notes.txt'",
    });
    using empty = open(proving, []);
    await assert.rejects(empty.use(action, {}), /Cannot find file/);
  });
});
