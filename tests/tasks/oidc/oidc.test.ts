import assert from "node:assert/strict";
import { claimsOf, workflowFileOf } from "../../../tasks/oidc/claims.ts";
import { clockFault } from "../../../tasks/oidc/clock.ts";
import { oidcEndpointOf, requestOidcToken } from "../../../tasks/oidc/token.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { claims, serveTokens, tokenOf } from "./tokens.ts";

describe("an OIDC token", () => {
  it("is asked for with the audience and the runner's own token", async () => {
    const token = tokenOf(claims());
    await using service = await serveTokens(() => ({ value: token }));
    const endpoint = oidcEndpointOf({
      ACTIONS_ID_TOKEN_REQUEST_URL: service.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: service.token,
    });
    assert.equal(await requestOidcToken(endpoint, "py pi&x", {}), token);
    assert.deepEqual(service.audiences, ["py pi&x"]);
  });

  it("is refused without a word of what was asked with or answered", async () => {
    await using service = await serveTokens(() => ({ secret: "eyJ" }));
    const asks = (token: string) => requestOidcToken({ url: service.url, token }, "pypi", {});
    await assert.rejects(asks(service.token), {
      message:
        "GitHub's OIDC service: answered something that holds no token; run the job again: what it asks with is good for one run alone",
    });
    await assert.rejects(asks("other"), /GitHub's OIDC service: answered 401; /);
  });

  it("can't be asked for by a job without the permission", () => {
    assert.throws(() => oidcEndpointOf({}), /is not set, .*; give the job the permission id-token: write/);
  });

  it("tells its claims; what is none is told without any of it", () => {
    const read = claimsOf(tokenOf(claims({ job_workflow_ref: null, environment: "pypi" })));
    assert.equal(read.repository, "acme/pkg");
    assert.equal(read.environment, "pypi");
    assert.equal(workflowFileOf(read), "release.yml");
    for (const token of [
      "",
      "secret",
      "secret.secret.secret",
      tokenOf({ repository: "acme/pkg" }),
      tokenOf([]),
    ])
      assert.throws(
        () => claimsOf(token),
        (error) => error instanceof TaskError && !error.message.includes("secret"),
        token,
      );
  });

  it("shows a clock that is more than five minutes off, either way", () => {
    const now = 1_700_000_000;
    const issued = (iat: number) => clockFault({ iat, nbf: iat - 600, exp: iat + 300 }, now)?.fault ?? null;
    assert.equal(issued(now), null);
    assert.equal(issued(now - 299), null);
    assert.equal(issued(now + 299), null);
    assert.match(issued(now + 3600) ?? "", /^is 60 min behind GitHub's/);
    assert.match(issued(now - 360) ?? "", /^is 6 min ahead of GitHub's/);
    assert.match(clockFault({ iat: null, nbf: now + 900, exp: null }, now)?.fault ?? "", /^is 15 min behind/);
    assert.match(clockFault({ iat: null, nbf: null, exp: now - 900 }, now)?.fault ?? "", /^is 15 min ahead/);
    assert.equal(clockFault({ iat: null, nbf: null, exp: null }, now), null);
  });
});
