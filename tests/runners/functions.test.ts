import assert from "node:assert/strict";
import { answerHttp } from "../../runners/functions/http.ts";
import { JsonLog, metricsNamespace } from "../../runners/functions/json-log.ts";
import { serveHints } from "../../runners/functions/queue.ts";
import { World } from "../../rehearsal/runners/world/world.ts";
import { jobBody, secret, signed, webhook } from "./webhook/world.ts";
import { settingsWith } from "./world/settings.ts";

describe("the functions of the control plane", () => {
  it("check the signature of the bytes that came, plain or as base64, whatever the case of headers", async () => {
    const { receiving, lines } = webhook();
    const { headers, body } = signed(jobBody("queued", { name: "Größe ✓" }));
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    const plain = { headers: upper, body: Buffer.from(body).toString(), isBase64Encoded: false };
    const encoded = { headers, body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
    for (const event of [plain, encoded]) {
      const { statusCode, body: answer } = await answerHttp(event, receiving);
      assert.deepEqual([statusCode, JSON.parse(answer)], [202, { message: "queued in pool arm64" }]);
    }
    assert.equal((await answerHttp({ headers, isBase64Encoded: false }, receiving)).statusCode, 401);
    assert.equal(lines.length, 3);
    assert.ok(!lines.join("").includes(secret));
  });

  it("serve each pool of a batch once, and have only those hints come again whose pool failed", async () => {
    const world = new World({ settings: settingsWith({}, [{ name: "mac", platform: "mac" }]), seed: 1 });
    const asked: string[] = [];
    const table = new Proxy(world.services.table, {
      get: (target, name) =>
        name === "pool"
          ? (pool: string, month: string) => {
              asked.push(pool);
              return pool === "mac" ? Promise.reject(new Error("away")) : target.pool(pool, month);
            }
          : (Reflect.get(target, name) as unknown),
    });
    const Records = ["arm64", "mac", "arm64", "no such pool", "mac"].map((body, index) => ({
      ...{ messageId: String(index), body },
    }));
    const answering = serveHints({ Records }, { ...world.services, table });
    await world.time.passUntil(world.time.now() + 5000);
    const { batchItemFailures } = await answering;
    assert.deepEqual(
      batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      ["1", "4"],
    );
    assert.deepEqual(asked, ["arm64", "mac"]);
  });

  it("log a line of JSON an event, of errors their message alone, and figures as CloudWatch reads them", () => {
    const lines: string[] = [];
    const log = new JsonLog(
      (line) => lines.push(line),
      () => 5,
    );
    log.info("launched", { pool: "arm64", instances: 2 });
    log.warn("failed", {}, new Error("gone", { cause: { token: "planted" } }));
    log.measure("arm64", { waiting: 3 });
    const told = lines.map((line) => JSON.parse(line) as unknown);
    assert.deepEqual(told, [
      { level: "info", event: "launched", pool: "arm64", instances: 2 },
      { level: "warn", event: "failed", error: "Error", message: "gone" },
      {
        _aws: {
          Timestamp: 5,
          CloudWatchMetrics: [
            { Namespace: metricsNamespace, Dimensions: [["pool"]], Metrics: [{ Name: "waiting" }] },
          ],
        },
        ...{ pool: "arm64", waiting: 3 },
      },
    ]);
  });
});
