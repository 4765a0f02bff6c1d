import assert from "node:assert/strict";
import { createPublicKey, verify, type JsonWebKey } from "node:crypto";
import { emulate, type Emulated } from "../emulated.ts";

const job = {
  repository: "octocat/hello",
  repository_id: "1001",
  repository_owner: "octocat",
  repository_owner_id: "1000",
  repository_visibility: "public",
  ref: "refs/tags/v1",
  sha: "a".repeat(40),
  workflow_ref: "octocat/hello/.github/workflows/release.yml@refs/tags/v1",
  workflow: "release",
  event_name: "push",
  run_id: "7",
  run_attempt: "1",
  actor: "octocat",
} as const;

type Claims = Readonly<Record<string, unknown>>;

async function askToken(url: string, token: string): Promise<Response> {
  return fetch(url, { headers: { authorization: `Bearer ${token}` } });
}

/** What a token says, once its signature was checked with the key that the server publishes. */
async function readToken(github: Emulated, value: string): Promise<Claims> {
  const [head = "", claims = "", signature = ""] = value.split(".");
  const parsed = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Claims;
  const at = `${github.url}_oidc/.well-known/openid-configuration`;
  const { jwks_uri } = (await (await fetch(at)).json()) as { readonly jwks_uri: string };
  const { keys } = (await (await fetch(jwks_uri)).json()) as { readonly keys: readonly JsonWebKey[] };
  const key = keys.find(({ kid }) => kid === parsed(head)["kid"]);
  assert.ok(key);
  const publicKey = createPublicKey({ key, format: "jwk" });
  const signed = Buffer.from(`${head}.${claims}`);
  assert.ok(verify("sha256", signed, publicKey, Buffer.from(signature, "base64url")));
  return parsed(claims);
}

describe("tokens of jobs at the emulated GitHub", () => {
  it("say who the job is, for whom the token is and until when, signed with the server's key", async () => {
    await using github = await emulate();
    const request = github.allowTokens({ ...job, environment: "pypi" });
    const url = `${request.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=pypi`;
    const answer = await askToken(url, request.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    const { value } = (await answer.json()) as { readonly value: string };
    const claims = await readToken(github, value);
    const expected: Claims = {
      ...job,
      aud: "pypi",
      iss: `${github.url}_oidc`,
      sub: "repo:octocat/hello:environment:pypi",
      environment: "pypi",
      ref_type: "tag",
      job_workflow_ref: job.workflow_ref,
      runner_environment: "github-hosted",
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(claims[name], value, name);
    assert.equal(Number(claims["exp"]) - Number(claims["iat"]), 300);
  });

  it("know no environment in a job without one", async () => {
    await using github = await emulate();
    const request = github.allowTokens(job);
    const answer = await askToken(
      request.ACTIONS_ID_TOKEN_REQUEST_URL,
      request.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    );
    const claims = await readToken(github, ((await answer.json()) as { readonly value: string }).value);
    assert.deepEqual(
      [claims["sub"], "environment" in claims, claims["aud"]],
      ["repo:octocat/hello:ref:refs/tags/v1", false, "https://github.com/octocat"],
    );
  });

  it("are refused to whoever was not let ask", async () => {
    await using github = await emulate();
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url } = github.allowTokens(job);
    assert.equal((await askToken(url, "guessed")).status, 401);
    assert.equal((await fetch(url)).status, 401);
  });
});
