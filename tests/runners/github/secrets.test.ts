import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { HttpGitHub } from "../../../runners/github/http-github.ts";
import { JsonLog } from "../../../runners/functions/json-log.ts";
import { keys, scripted, tokenNumber, type Came, type Said } from "./scripted.ts";

const jit = Buffer.from("planted configuration of a runner ".repeat(20)).toString("base64");

/** All that the adapter is ever asked. */
const questions: readonly ((github: HttpGitHub) => Promise<unknown>)[] = [
  (github) => github.register({ name: "prod-arm64-1", labels: ["self-hosted"], group: 1 }),
  (github) => github.runners(),
  (github) => github.runnerNamed("prod-arm64-1"),
  (github) => github.removeRunner(1),
  (github) => github.run("octo-org/example", 1),
  (github) => github.runs("octo-org/example", "queued"),
  (github) => github.jobs("octo-org/example", 1),
  (github) => github.job("octo-org/example", 1),
  (github) => github.rerunJob("octo-org/example", 1),
  (github) => github.deliveries(0, 100),
  (github) => github.redeliver("1"),
  (github) => github.runnerVersions(),
];

/** What a server answers that gives back whatever it was sent, and a configuration besides. */
const echoes: readonly ((came: Came) => Said)[] = [
  ...[400, 401, 403, 404, 409, 418, 422, 429, 500].map((status) => (came: Came): Said => {
    const text = `${came.headers.authorization} ${came.body} ${jit}`;
    return { status, body: { message: text, errors: [text] }, headers: { "x-planted": text } };
  }),
  ({ headers }) => ({ status: 200, body: `${headers.authorization} ${jit}` }),
  ({ headers }) => ({
    status: 200,
    body: [{ id: headers.authorization, runner: jit, encoded_jit_config: jit }],
  }),
  ({ headers }) => ({
    status: 201,
    body: { runner: { id: headers.authorization }, encoded_jit_config: jit },
  }),
  ({ headers }) => ({
    status: 201,
    body: { message: headers.authorization, encoded_jit_config: jit },
    half: true,
  }),
  () => "broken",
];

describe("errors of the adapter for GitHub", () => {
  const planted = [jit.slice(0, 40), "ghs_planted", "eyJ", ...keys.private.split("\n").slice(1, 3)];

  function assertClean(error: unknown): void {
    const lines: string[] = [];
    new JsonLog((line) => lines.push(line), Date.now).warn("failed", {}, error);
    const shown = [...lines, inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error)].join(
      "\n",
    );
    for (const secret of planted) assert.ok(!shown.includes(secret), `${secret} in ${shown}`);
  }

  it("hold no token, claims, key or configuration, whatever a server answers", async () => {
    let failures = 0;
    for (const echo of echoes) {
      await using server = await scripted(echo);
      for (const question of questions) {
        const error = await question(server.client()).then(
          () => null,
          (failure: unknown) => failure,
        );
        if (error === null) continue;
        failures += 1;
        assertClean(error);
      }
    }
    assert.ok(failures > echoes.length * 9, `${failures} failed`);
  });

  it("hold none of them where no token is given", async () => {
    for (const status of [401, 404, 422, 500, 201]) {
      const said: Said = {
        status,
        body: { message: `${tokenNumber(1)} ${jit}`, token: 7, expires_at: tokenNumber(2) },
      };
      await using server = await scripted(() => said, { token: () => said });
      await assert.rejects(server.github.runners(), (error) => {
        assertClean(error);
        return String(error).includes("access_tokens: ");
      });
    }
  });

  it("say in GitHub's words what it refused", async () => {
    const message = `Resource  not accessible\nby integration ${tokenNumber(1)}${"!".repeat(300)} ${"word ".repeat(99)}`;
    await using server = await scripted(() => ({ status: 403, body: { message } }));
    await assert.rejects(server.github.runs("octo-org/example", "queued"), (error) => {
      assert.ok(error instanceof Error);
      assert.match(
        error.message,
        /^GET \/repos\/octo-org\/example\/actions\/runs: 403 Resource not accessible by integration \[\.\.\.\] word/,
      );
      return error.message.length < 300;
    });
  });
});
