import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import type { HttpGitHub } from "../../../runners/github/http-github.ts";
import { GitHubRefusal } from "../../../runners/ports/github.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { scripted, type Said } from "./scripted.ts";
import { githubOf } from "./emulated-place.ts";

const runner = { name: "prod-arm64-1", labels: ["self-hosted"], group: 1 };

/** What changes something at GitHub. */
const writes: Readonly<Record<string, (github: HttpGitHub) => Promise<unknown>>> = {
  "registers a runner": (github) => github.register(runner),
  "removes a runner": (github) => github.removeRunner(1),
  "runs a job again": (github) => github.rerunJob("octo-org/example", 1),
  "sends a delivery again": (github) => github.redeliver("1"),
};

const unknown: Readonly<Record<string, Said>> = {
  "an error of GitHub's": { status: 502, body: "<html>" },
  "a time-out of GitHub's": { status: 408 },
  "a broken connection": "broken",
  "half an answer": { status: 200, body: { message: "x".repeat(400) }, half: true },
  "an address elsewhere": { status: 307, headers: { location: "https://example.com/" } },
};

function isUnknown(error: unknown): boolean {
  return error instanceof Error && !(error instanceof GitHubRefusal);
}

describe("an answer of GitHub's that does not say what was done", () => {
  for (const [what, said] of Object.entries(unknown))
    for (const [doing, act] of Object.entries(writes))
      it(`is no refusal, and nothing is sent once more: ${what} to what ${doing}`, async () => {
        await using server = await scripted(() => said);
        await assert.rejects(act(server.github), isUnknown);
        assert.equal(server.came.length, 1);
      });

  for (const said of [{ status: 503 }, "broken", { status: 200, body: "[]", half: true }] as const)
    it(`has a question asked once more: ${JSON.stringify(said)}`, async () => {
      const none = { status: 200, body: { total_count: 0, runners: [] } };
      await using server = await scripted((_came, count) => (count === 1 ? said : none));
      assert.equal(await server.github.runnerNamed("prod-arm64-1"), null);
      assert.equal(server.came.length, 2);
      await using away = await scripted(() => said);
      await assert.rejects(away.github.runnerNamed("prod-arm64-1"), isUnknown);
      assert.equal(away.came.length, 2);
    });

  it("is waited for, but not for ever, and not twice", async () => {
    await using server = await scripted(() => "silent");
    const github = server.client({}, { patience: 50 });
    const late = /no answer \(out of time\)$/;
    await assert.rejects(github.run("octo-org/example", 1), late);
    await assert.rejects(github.register(runner), late);
    assert.equal(server.came.length, 2);
  });

  it("is one that is not as GitHub describes it", async () => {
    const bodies = [
      "",
      "{",
      "null",
      { runner: { id: "1" }, encoded_jit_config: "c2VjcmV0" },
      { runner: { id: 1 } },
    ];
    for (const body of bodies) {
      await using server = await scripted(() => ({ status: 201, body }));
      await assert.rejects(server.github.register(runner), (error) => {
        assert.ok(isUnknown(error));
        return /the answer is (no JSON|not as GitHub describes it)/.test(String(error));
      });
    }
  });

  it("is one that was lost after the runner was registered", async () => {
    const model = new GitHubModel({ now: Date.now });
    const operation = "POST /orgs/{org}/actions/runners/generate-jitconfig";
    const intercept = (request: { readonly operation: string }) =>
      request.operation === operation ? ("break after" as const) : undefined;
    await using server = await emulate({}, { runners: model, intercept });
    const github = githubOf(server, { scope: "acme", webhook: "app" });
    await assert.rejects(github.register(runner), isUnknown);
    assert.deepEqual([model.registrations, server.requests()[operation]], [1, 1]);
    assert.equal((await github.runnerNamed(runner.name))?.busy, false);
  });
});

describe("an address that GitHub has moved", () => {
  it("is followed on the same host, by what changes something too", async () => {
    await using server = await scripted(({ path, method }) =>
      path.startsWith("/repositories/5/")
        ? { status: method === "GET" ? 404 : 201, body: {} }
        : { status: method === "GET" ? 301 : 307, headers: { location: "/repositories/5/moved" } },
    );
    assert.equal(await server.github.run("octo-org/old", 1), null);
    assert.equal(await server.github.rerunJob("octo-org/old", 1), "asked");
    assert.deepEqual(
      server.came.map(({ method, path }) => `${method} ${path.slice(0, 22)}`),
      [
        "GET /repos/octo-org/old/ac",
        "GET /repositories/5/moved",
        "POST /repos/octo-org/old/ac",
        "POST /repositories/5/moved",
      ],
    );
  });

  it("is not followed elsewhere, nor in circles", async () => {
    await using other = await scripted(() => ({ status: 200, body: [] }));
    await using server = await scripted(({ path }) => ({
      status: 301,
      headers: { location: path.includes("/jobs/") ? path : `${other.url}/` },
    }));
    await assert.rejects(server.github.run("octo-org/example", 1), isUnknown);
    assert.equal(server.came.length, 1);
    await assert.rejects(server.github.job("octo-org/example", 1), isUnknown);
    assert.deepEqual([server.came.length, other.came.length], [5, 0]);
  });
});

describe("the connections to GitHub", () => {
  it("are kept for what follows at once, and fresh after a while, in which a frozen function would lose them", async () => {
    const { Connections } = await import("../../../runners/github/connections.ts");
    await using server = await scripted(() => ({ status: 200, body: {} }));
    let now = 1_000_000;
    const connections = new Connections(() => now);
    const url = new URL(server.url);
    const send = () => connections.send({ method: "GET", url, headers: {}, body: null }, 10_000);
    await send();
    now += 3_000;
    await send();
    assert.equal(server.connections(), 1);
    now += 4_001;
    await send();
    assert.equal(server.connections(), 2);
  });
});

describe("a private key that is none", () => {
  it("is said to be none, and not shown", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const broken = privateKey.export({ type: "pkcs8", format: "pem" }).toString().replace("BEGIN", "BEGUN");
    await using server = await scripted(() => ({ status: 200, body: {} }));
    const github = server.client({}, { privateKey: async () => broken });
    await assert.rejects(github.run("octo-org/example", 1), (error) => {
      assert.equal(
        String(error),
        "Error: the App's private key: is no key as PEM; put the file there that GitHub gave",
      );
      return error instanceof Error && error.cause === undefined;
    });
    assert.equal(server.tokensAsked.length, 0);
  });
});
