import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { connect, RefusedError } from "../../../provider/github/client.ts";

interface Planned {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const token = "planted-token-77";

describe("the GitHub client", () => {
  let server: Server;
  let plan: Planned[];
  let received: string[];
  let pauses: number[];
  /** Requests that get no answer. */
  let held: ServerResponse[];
  const settings = () => ({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token,
    appAuth: null,
    owner: null,
  });
  const client = () => connect(settings(), (milliseconds) => Promise.resolve(pauses.push(milliseconds)));

  beforeEach((done) => {
    [plan, received, pauses, held] = [[], [], [], []];
    server = createServer((request, response) => {
      received.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      const { status, headers, body } = plan.shift() ?? { status: 200, body: {} };
      if (status === 0) return void held.push(response);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(status === 204 ? undefined : JSON.stringify(body ?? {}));
    }).listen(0, "127.0.0.1", done);
  });
  afterEach((done) => {
    server.close(done);
    server.closeAllConnections();
  });

  it("sends the token and fills in the address", async () => {
    plan = [{ status: 200, body: { id: 7 } }];
    const { data } = await client().request("GET /repos/{owner}/{repo}", { owner: "a", repo: "b" });
    assert.deepEqual(data, { id: 7 });
    assert.deepEqual(received, [`GET /repos/a/b token ${token}`]);
  });

  it("tries again what broke off, with growing pauses", async () => {
    plan = [{ status: 502 }, { status: 503 }, { status: 200, body: { id: 7 } }];
    assert.deepEqual((await client().request("GET /user")).data, { id: 7 });
    assert.deepEqual(pauses, [250, 1000]);
  });

  it("gives up after four attempts", async () => {
    plan = Array.from({ length: 9 }, () => ({ status: 500, body: { message: "broken" } }));
    await assert.rejects(client().request("GET /user"), /500 broken/);
    assert.equal(received.length, 4);
  });

  it("does not repeat a POST that may have been carried out", async () => {
    plan = [{ status: 502 }];
    await assert.rejects(client().request("POST /user/repos", { name: "a" }), RefusedError);
    assert.equal(received.length, 1);
  });

  it("waits as long as a rate limit asks, and repeats even a POST that it kept back", async () => {
    plan = [{ status: 429, headers: { "retry-after": "2" } }, { status: 201 }];
    await client().request("POST /user/repos", { name: "a" });
    assert.deepEqual(pauses, [2000]);
  });

  it("takes a 403 for a rate limit only where it is one", async () => {
    plan = [{ status: 403, body: { message: "You have exceeded a secondary rate limit" } }, { status: 200 }];
    await client().request("GET /user");
    plan = [{ status: 403, body: { message: "Resource not accessible by personal access token" } }];
    await assert.rejects(client().request("GET /user"), { status: 403 });
    assert.equal(received.length, 3);
  });

  it("gives up on a server that accepts a request and never answers", async () => {
    plan = Array.from({ length: 4 }, () => ({ status: 0 }));
    const hasty = connect(settings(), () => Promise.resolve(), 20);
    await assert.rejects(hasty.request("GET /user"), { status: 0 });
    assert.equal(received.length, 4);
  });

  it("asks no more at once than GitHub takes", async () => {
    plan = Array.from({ length: 20 }, () => ({ status: 0 }));
    const one = client();
    const asked = Array.from({ length: 50 }, () => one.request("GET /user"));
    while (received.length < 20) await new Promise((resolve) => setImmediate(resolve));
    // Another client's request comes through meanwhile.
    await client().request("GET /other");
    assert.equal(received.length, 21);
    for (const response of held) response.end("{}");
    await Promise.all(asked);
    assert.equal(received.length, 51);
  });

  it("does not wait an hour", async () => {
    plan = [{ status: 429, headers: { "retry-after": "3600" } }];
    await assert.rejects(client().request("GET /user"), { status: 429 });
    assert.deepEqual(pauses, []);
  });

  it("says what GitHub said, never the token", async () => {
    plan = [{ status: 422, body: { message: `bad token ${token}`, errors: [{ field: "name" }] } }];
    const error = await client()
      .request("GET /user")
      .then(
        () => assert.fail("was not refused"),
        (caught: unknown) => caught,
      );
    assert.ok(error instanceof RefusedError);
    assert.equal(error.reason, "bad token [secret]");
    assert.deepEqual(error.errors, [{ field: "name" }]);
    assert.ok(!inspect(error).includes(token));
  });

  it("exchanges an App's key for a token of its installation", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pemFile = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    plan = [
      { status: 201, body: { token: "exchanged", expires_at: "2999-01-01T00:00:00Z", permissions: {} } },
      { status: 403, body: { message: `no ${pemFile}` } },
    ];
    const app = connect({ ...settings(), token: null, appAuth: { id: "1", installationId: "2", pemFile } });
    await assert.rejects(app.request("GET /user"), { status: 403, reason: "no [secret]" });
    assert.match(received[0] ?? "", /^POST \/app\/installations\/2\/access_tokens bearer /);
    assert.equal(received[1], "GET /user token exchanged");
  });

  it("says that nobody answers", async () => {
    const { baseUrl } = settings();
    await new Promise((resolve) => server.close(resolve));
    const alone = connect({ ...settingsAt(baseUrl) }, () => Promise.resolve());
    await assert.rejects(alone.request("GET /user"), { status: 0, method: "GET" });
    server = createServer().listen(0, "127.0.0.1");
  });
});

function settingsAt(baseUrl: string) {
  return { baseUrl, token, appAuth: null, owner: null };
}
