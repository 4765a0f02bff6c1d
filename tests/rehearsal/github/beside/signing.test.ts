import assert from "node:assert/strict";
import { verify } from "../../../../rehearsal/github/gh/verify.ts";
import { emulate, type Emulated } from "../emulated.ts";
import { claims, oidcToken, openJob } from "../jobs/job.ts";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const statement = (sha256: string) => ({
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "demo.whl", digest: { sha256 } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: { builder: "somebody else" },
});

function sign({ url }: Emulated, body: unknown): Promise<Response> {
  return fetch(`${url}_sign`, { method: "POST", body: JSON.stringify(body) });
}

describe("what is signed at the emulated GitHub", () => {
  it("says of the signer what the job's token says, and is found and believed by gh", async () => {
    await using github = await emulate();
    const job = openJob(github, { "id-token": "write", attestations: "write" });
    const file = join(github.root, "demo.whl");
    writeFileSync(file, "wheel");
    const sha256 = createHash("sha256").update("wheel").digest("hex");
    const oidc = await oidcToken(job, "sigstore");
    const answer = await sign(github, { oidc, statement: statement(sha256) });
    assert.equal(answer.status, 201);
    const { bundle } = (await answer.json()) as { readonly bundle: unknown };
    const stored = await github.client.post(
      "/repos/octocat/hello/attestations",
      { bundle },
      { token: job.token },
    );
    assert.equal(stored.status, 201);
    const { token } = openJob(github, { attestations: "read" });
    const verified = (source: string) =>
      verify(
        [
          file,
          ...["--repo", "octocat/hello", "--signer-workflow", "octocat/hello/.github/workflows/release.yml"],
          ...["--source-digest", source, "--source-ref", claims.ref, "--deny-self-hosted-runners"],
        ],
        { GH_TOKEN: token, GITHUB_API_URL: github.url.replace(/\/$/, "") },
      );
    assert.equal((await verified(claims.sha)).length, 1);
    await assert.rejects(verified("b".repeat(40)), /expected SourceRepositoryDigest/);
  });

  it("needs a token of this server that is for signing, and a statement about something", async () => {
    await using github = await emulate();
    await using other = await emulate();
    const job = openJob(github, { "id-token": "write" });
    const foreign = openJob(other, { "id-token": "write" });
    const oidc = await oidcToken(job, "sigstore");
    const [head = "", said = "", signature = ""] = oidc.split(".");
    const changed = Buffer.from(said, "base64url").toString().replaceAll("octocat/hello", "octocat/other");
    const forged = [head, Buffer.from(changed).toString("base64url"), signature].join(".");
    const whole = statement("a".repeat(64));
    for (const bad of [
      await oidcToken(job, "pypi"),
      await oidcToken(foreign, "sigstore"),
      forged,
      "",
      "a.b",
      null,
    ])
      assert.equal((await sign(github, { oidc: bad, statement: whole })).status, 401);
    for (const bad of [null, {}, { ...whole, subject: [] }])
      assert.equal((await sign(github, { oidc, statement: bad })).status, 422);
    assert.equal((await sign(github, { oidc, statement: whole })).status, 201);
  });
});
