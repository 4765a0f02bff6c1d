import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { askAudience, exchangeToken } from "../../../tasks/index/token.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { emulate } from "../../rehearsal/index/emulated.ts";
import { tokenOf } from "../oidc/tokens.ts";

const options = { place: "PyPI", attempts: 1 };
const oidcToken = tokenOf({ iss: "https://token.example.com", aud: "pypi" });

/** An index that answers both questions by this. */
function answering(status: number, body: unknown) {
  return emulate({ intercept: () => ({ status, body }) });
}

describe("the exchange of tokens with an index", () => {
  it("asks for the audience, and tells where there is none to ask for", async () => {
    await using emulated = await emulate();
    assert.equal(await askAudience(emulated.index.simpleUrl, options), "pypi");
    for (const [status, fault] of [
      [404, /has no trusted publishing/],
      [403, /has trusted publishing switched off/],
    ] as const) {
      await using other = await answering(status, {});
      await assert.rejects(askAudience(other.index.simpleUrl, options), fault);
    }
  });

  it("answers the token with its end, or what the index says against it", async () => {
    await using granting = await answering(200, {
      success: true,
      token: "pypi-secret",
      expires: 1_800_000_000,
    });
    assert.deepEqual(await exchangeToken(granting.index.simpleUrl, oidcToken, options), {
      token: "pypi-secret",
      expires: 1_800_000_000_000,
    });
    await using emulated = await emulate({ oidc: { issuer: "https://token.example.com" } });
    assert.deepEqual(await exchangeToken(emulated.index.simpleUrl, oidcToken, options), {
      token: null,
      errors: [{ code: "invalid-token", description: "malformed or invalid token" }],
    });
  });

  it("does not tell the token, whatever the index says of it", async () => {
    const [, payload = ""] = oidcToken.split(".");
    const description = `bad input ${oidcToken}, namely ${payload}`;
    await using emulated = await answering(422, { errors: [{ code: "invalid-payload", description }] });
    const told = await exchangeToken(emulated.index.simpleUrl, oidcToken, options);
    assert.deepEqual(told, {
      token: null,
      errors: [{ code: "invalid-payload", description: "bad input ***, namely ***" }],
    });
  });

  it("goes nowhere else with the token, where the index answers by a redirect", async () => {
    await using elsewhere = await answering(200, { token: "pypi-of-another", expires: 1 });
    const server = createServer((_, answer) => {
      answer.writeHead(307, { location: `${elsewhere.index.url}_/oidc/mint-token` }).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const exchange = exchangeToken(`http://127.0.0.1:${port}/simple/`, oidcToken, options);
    await assert.rejects(exchange, /answered 307 to the exchange of a token/);
    server.close();
    assert.deepEqual(elsewhere.index.requests(), {});
  });

  it("is not tried twice, as a token is good for one exchange, and ends in a fault where nothing can be read", async () => {
    for (const status of [500, 200, 404]) {
      await using emulated = await answering(status, { message: "no" });
      await assert.rejects(
        exchangeToken(emulated.index.simpleUrl, oidcToken, { place: "PyPI", sleep: async () => {} }),
        TaskError,
      );
      assert.deepEqual(emulated.index.requests(), { "POST /_/oidc/mint-token": 1 });
    }
  });
});
