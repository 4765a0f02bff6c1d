import assert from "node:assert/strict";
import { type JsonWebKey, createHash, generateKeyPairSync, sign } from "node:crypto";
import type { EmulatedIndex } from "../../../rehearsal/index/server.ts";
import { type Emulated, emulate, listed, upload, wheel } from "./emulated.ts";

const issuer = "https://token.example.com";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys: readonly JsonWebKey[] = [{ ...publicKey.export({ format: "jwk" }), kid: "one" }];
const publisher = { project: "demo", owner: "acme", repository: "demo", workflow: "release.yml" };
const workflow = "acme/demo/.github/workflows/release.yml@refs/tags/v1";

/** An index that takes tokens of `issuer` from the publisher in environment `pypi`. */
function trusting(): Promise<Emulated> {
  const publishers = [
    { ...publisher, environment: "pypi" },
    { ...publisher, project: "other", repository: "other" },
  ];
  return emulate({ publishers, oidc: { issuer, keys } });
}

let exchanges = 0;

/** A token as GitHub gives it to a job of the release, with what a test changes of it. */
function jwt(
  emulated: Emulated,
  claims: Readonly<Record<string, unknown>> = {},
  { key = privateKey, head = {} }: { readonly key?: typeof privateKey; readonly head?: object } = {},
): string {
  const now = Math.floor(emulated.now / 1000);
  exchanges += 1;
  const payload = {
    iss: issuer,
    aud: "pypi",
    iat: now,
    nbf: now,
    exp: now + 300,
    jti: `id-${exchanges}`,
    repository: "acme/demo",
    repository_owner_id: "1",
    ref: "refs/tags/v1",
    sha: "c".repeat(40),
    job_workflow_ref: workflow,
    environment: "pypi",
    ...claims,
  };
  const parts = [{ alg: "RS256", typ: "JWT", kid: "one", ...head }, payload].map((part) => {
    return Buffer.from(JSON.stringify(part)).toString("base64url");
  });
  const signed = parts.join(".");
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

interface Minted {
  readonly status: number;
  readonly token?: string;
  readonly expires?: number;
  readonly errors?: readonly { readonly code: string; readonly description: string }[];
}

async function mint(index: EmulatedIndex, body: unknown): Promise<Minted> {
  const text = typeof body === "string" ? JSON.stringify({ token: body }) : JSON.stringify(body);
  const answer = await fetch(`${index.url}_/oidc/mint-token`, { method: "POST", body: text });
  return { status: answer.status, ...((await answer.json()) as object) };
}

describe("the emulated index exchanges tokens as PyPI does", () => {
  it("gives a registered publisher a token for its project, for 15 minutes", async () => {
    await using emulated = await trusting();
    const audience = await fetch(`${emulated.index.url}_/oidc/audience`);
    assert.deepEqual(await audience.json(), { audience: "pypi" });
    const { status, token = "", expires } = await mint(emulated.index, jwt(emulated));
    assert.deepEqual([status, expires], [200, emulated.now / 1000 + 900]);
    await emulated.restart();
    const login = { password: token };
    assert.equal((await upload(emulated.index, wheel("1.0"), login)).status, 200);
    const other = await upload(emulated.index, wheel("1.0", "", "other"), login);
    assert.match(other.reason, /^Non-user identities cannot create new projects/);
    emulated.now += 900_000;
    assert.equal((await upload(emulated.index, wheel("1.1"), login)).status, 403);
  });

  it("makes the project of a pending publisher at its first exchange, with nothing in it", async () => {
    await using emulated = await trusting();
    const page = `${emulated.index.simpleUrl}demo/`;
    assert.equal((await fetch(page)).status, 404);
    await mint(emulated.index, jwt(emulated));
    assert.equal((await fetch(page)).status, 200);
    assert.deepEqual(await listed(emulated.index), []);
  });

  it("takes names as GitHub does, in any case, and a clock that is 30 seconds off", async () => {
    await using emulated = await trusting();
    const seconds = emulated.now / 1000;
    for (const claims of [
      { repository: "Acme/Demo", environment: "PyPI" },
      { repository: "acme/other", job_workflow_ref: workflow.replace("/demo", "/other"), environment: "any" },
      { iat: seconds + 25, nbf: seconds + 25 },
      { exp: seconds - 25 },
    ])
      assert.equal((await mint(emulated.index, jwt(emulated, claims))).status, 200, JSON.stringify(claims));
  });

  it("refuses whoever is not registered, saying which publisher it looked for", async () => {
    await using emulated = await trusting();
    for (const [claims, why] of [
      [
        { repository: "acme/fork" },
        /no corresponding publisher \(Publisher with matching claims was not found\)$/,
      ],
      [{ environment: "testpypi" }, /not found\)$/],
      [{ environment: undefined }, /not found\)$/],
      [{ job_workflow_ref: workflow.replace("release.yml", "build.yml") }, /not found\)$/],
      [
        { job_workflow_ref: workflow.replace("v1", "v2") },
        /job_workflow_ref claim does not match, expecting one of/,
      ],
    ] as const) {
      const { status, errors = [] } = await mint(emulated.index, jwt(emulated, claims));
      assert.equal(status, 422);
      assert.equal(errors[0]?.code, "invalid-publisher", JSON.stringify(claims));
      assert.match(errors[0].description, why);
    }
  });

  it("refuses a token that is not valid, is of another issuer, or was used before", async () => {
    await using emulated = await trusting();
    const seconds = emulated.now / 1000;
    const used = jwt(emulated);
    assert.equal((await mint(emulated.index, used)).status, 200);
    const [head = "", , signature = ""] = used.split(".");
    const changed = Buffer.from('{"iss":"https://token.example.com"}').toString("base64url");
    const refusals: readonly (readonly [unknown, string])[] = [
      [used, "invalid-reuse-token"],
      [jwt(emulated, { exp: seconds - 31 }), "invalid-token"],
      [jwt(emulated, { iat: seconds + 31 }), "invalid-token"],
      [jwt(emulated, { aud: "testpypi" }), "invalid-token"],
      [jwt(emulated, {}, { key: foreign.privateKey }), "invalid-token"],
      [jwt(emulated, {}, { head: { kid: "two" } }), "invalid-token"],
      [jwt(emulated, {}, { head: { alg: "none" } }), "invalid-token"],
      [`${head}.${changed}.${signature}`, "invalid-token"],
      [jwt(emulated, { iss: "https://elsewhere.example.com" }), "invalid-payload"],
      ["no token", "invalid-payload"],
      [{ token: 1 }, "invalid-payload"],
    ];
    for (const [body, code] of refusals) {
      const { status, errors = [] } = await mint(emulated.index, body);
      assert.deepEqual([status, errors[0]?.code], [422, code]);
    }
  });
});

describe("the emulated index keeps attestations as PyPI does", () => {
  const file = wheel("1.0");

  function attestation(name: string, sha256: string): unknown {
    const predicateType = "https://slsa.dev/provenance/v1";
    const statement = { predicateType, subject: [{ name, digest: { sha256 } }] };
    const envelope = {
      statement: Buffer.from(JSON.stringify(statement)).toString("base64"),
      signature: "c2lnbmF0dXJl",
    };
    return { version: 1, verification_material: {}, envelope };
  }

  it("serves what a trusted publisher attested, and says who that was (PEP 740)", async () => {
    await using emulated = await trusting();
    const { index } = emulated;
    const { token = "" } = await mint(index, jwt(emulated));
    const sha256 = createHash("sha256").update(file.content).digest("hex");
    const refusals: readonly (readonly [string, unknown, RegExp])[] = [
      ["__none__", [attestation(file.name, sha256)], /only supported when using Trusted Publishing/],
      [token, [], /an empty attestation set is not permitted/],
      [token, [attestation(file.name, "0".repeat(64))], /does not match distribution digest/],
      [token, [attestation("other.whl", sha256)], /does not match distribution name/],
      [token, [{ version: 1 }], /Malformed attestations/],
    ];
    for (const [password, attestations, why] of refusals) {
      const fields = { attestations: JSON.stringify(attestations) };
      const login = password === "__none__" ? {} : { password };
      assert.match((await upload(index, file, { fields, ...login })).reason, why);
    }
    const attestations = [attestation(file.name, sha256)];
    const fields = { attestations: JSON.stringify(attestations) };
    assert.equal((await upload(index, file, { fields, password: token })).status, 200);
    const [{ provenance } = { provenance: null }] = await listed(index);
    assert.equal(provenance, `${index.url}integrity/demo/1.0/${file.name}/provenance`);
    const told = (await (await fetch(provenance)).json()) as { readonly attestation_bundles: unknown };
    assert.deepEqual(told.attestation_bundles, [
      {
        publisher: {
          kind: "GitHub",
          claims: null,
          repository: "acme/demo",
          workflow: "release.yml",
          environment: "pypi",
        },
        attestations,
      },
    ]);
  });

  it("has no provenance for a file that was uploaded without", async () => {
    await using emulated = await emulate();
    await upload(emulated.index, file);
    const answer = await fetch(`${emulated.index.url}integrity/demo/1.0/${file.name}/provenance`);
    assert.equal(answer.status, 404);
    assert.deepEqual(await answer.json(), { message: `No provenance available for ${file.name}` });
  });
});
