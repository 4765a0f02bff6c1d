import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { GitHubRefusal } from "../../../runners/ports/github.ts";
import { keys, scripted, tokenNumber, type Said } from "./scripted.ts";

const none: Said = { status: 200, body: { total_count: 0, runners: [] } };
const minute = 60_000;

/** The claims of a request whose signature is the App's. */
function claimsOf(authorization: string | undefined): Record<string, number> {
  const [, text = "", signature = ""] = /^Bearer (\S+\.\S+)\.(\S+)$/.exec(authorization ?? "") ?? [];
  const isSigned = verify("sha256", Buffer.from(text), keys.public, Buffer.from(signature, "base64url"));
  assert.ok(isSigned, "the App's signature is missing");
  const [header = "", payload = ""] = text.split(".");
  assert.deepEqual(JSON.parse(Buffer.from(header, "base64url").toString()), { alg: "RS256", typ: "JWT" });
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, number>;
}

describe("the token of an App's installation", () => {
  it("is asked for with signed claims of less than ten minutes, and with no more permissions than needed", async () => {
    await using server = await scripted(() => none);
    const permissions = { organization_self_hosted_runners: "write", actions: "read" } as const;
    await server.client({}, { permissions }).runners();
    const [asked] = server.tokensAsked;
    assert.deepEqual([asked?.method, asked?.path], ["POST", "/app/installations/8/access_tokens"]);
    assert.deepEqual(JSON.parse(asked?.body ?? ""), { permissions });
    const { iss, iat = 0, exp = 0 } = claimsOf(asked?.headers.authorization);
    const now = server.time.now / 1000;
    assert.deepEqual([iss, now - iat, exp - now], [7, 60, 540]);
    assert.equal(server.came[0]?.headers.authorization, `Bearer ${tokenNumber(1)}`);
  });

  it("is asked for once by all that need it at the same time, and kept until five minutes before its end", async () => {
    await using server = await scripted(() => none);
    const { github, time } = server;
    await Promise.all(Array.from({ length: 20 }, () => github.runners()));
    time.now += 55 * minute - 1;
    await github.runners();
    assert.equal(server.tokensAsked.length, 1);
    time.now += 1;
    await Promise.all([1, 2, 3].map(() => github.runners()));
    assert.equal(server.tokensAsked.length, 2);
    assert.equal(server.came.at(-1)?.headers.authorization, `Bearer ${tokenNumber(2)}`);
  });

  it("is asked for by the next where it was not given", async () => {
    const isAway = (count: number): Said | undefined => (count <= 2 ? { status: 502 } : undefined);
    await using server = await scripted(() => none, { token: isAway });
    await assert.rejects(
      server.github.runners(),
      /^Error: POST \/app\/installations\/8\/access_tokens: 502$/,
    );
    await server.github.runners();
    assert.deepEqual([server.tokensAsked.length, server.came.length], [3, 1]);
  });

  it("is asked for anew where GitHub does not take it any more", async () => {
    await using server = await scripted(({ headers }) =>
      headers.authorization === `Bearer ${tokenNumber(1)}`
        ? { status: 401, body: { message: "Bad credentials" } }
        : none,
    );
    await assert.rejects(server.github.runners(), (error) => {
      return (
        error instanceof GitHubRefusal &&
        error.kind === "forbidden" &&
        error.message.includes("Bad credentials")
      );
    });
    assert.deepEqual(await server.github.runners(), []);
  });

  it("that is refused makes nobody believe that a runner, a run or a job is gone", async () => {
    const missing: Said = { status: 404, body: { message: "Not Found" } };
    await using server = await scripted(() => none, { token: () => missing });
    const { github } = server;
    for (const question of [
      () => github.removeRunner(1),
      () => github.run("octo-org/example", 1),
      () => github.job("octo-org/example", 1),
      () => github.runnerVersions(),
    ])
      await assert.rejects(question(), (error) => {
        assert.ok(error instanceof GitHubRefusal && error.kind === "forbidden");
        return error.message.includes("Not Found; give the settings the App's own id");
      });
    assert.equal(server.came.length, 0);
  });

  it("is not what the App's own deliveries are asked for with, but those of another webhook are", async () => {
    await using server = await scripted(({ method }) =>
      method === "GET" ? { status: 200, body: [] } : { status: 202, body: {} },
    );
    await server.github.deliveries(0, 100);
    await server.github.redeliver("12");
    assert.equal(server.tokensAsked.length, 0);
    server.came.forEach(({ headers }) => claimsOf(headers.authorization));
    for (const scope of ["octo-org", "octo-org/example"]) {
      const github = server.client({ scope, webhook: 17 });
      await github.deliveries(0, 100);
      await github.redeliver("12");
    }
    assert.deepEqual(
      server.came.slice(2).map(({ path, headers }) => [path, headers.authorization?.slice(0, 18)]),
      [
        ["/orgs/octo-org/hooks/17/deliveries?per_page=100", "Bearer ghs_planted"],
        ["/orgs/octo-org/hooks/17/deliveries/12/attempts", "Bearer ghs_planted"],
        ["/repos/octo-org/example/hooks/17/deliveries?per_page=100", "Bearer ghs_planted"],
        ["/repos/octo-org/example/hooks/17/deliveries/12/attempts", "Bearer ghs_planted"],
      ],
    );
  });

  it("is not sent to another GitHub that publishes the runner", async () => {
    await using publisher = await scripted(() => ({ status: 200, body: [] }));
    await using server = await scripted(() => none);
    await server.client({}, { publisher: publisher.url }).runnerVersions();
    assert.deepEqual([server.tokensAsked.length, publisher.tokensAsked.length], [0, 0]);
    const [asked] = publisher.came;
    assert.deepEqual(
      [asked?.path, asked?.headers.authorization],
      ["/repos/actions/runner/releases?per_page=30", undefined],
    );
  });
});
