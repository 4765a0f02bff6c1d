import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import fc from "fast-check";
import { MemoryJobTable } from "../../../runners/memory/job-table.ts";
import { jobStates } from "../../../runners/ports/job-table.ts";
import { type Receiving, type WebhookRequest, receive } from "../../../runners/webhook/receive.ts";

const secret = "one-secret";

function world(change: Partial<Receiving> = {}) {
  const hints: string[] = [];
  const jobs = new MemoryJobTable();
  const pools = [
    { name: "arm64", labels: ["self-hosted", "linux", "arm64"], repositories: ["octo-org/example"] },
  ];
  const send = async (pool: string) => void hints.push(pool);
  const receiving: Receiving = { secrets: [secret], pools, jobs, hints: { send }, ...change };
  return { hints, jobs, receiving };
}

function bodyOf(action: string, change: object = {}): Buffer {
  const times = {
    created_at: "2026-11-22T10:00:00Z",
    started_at: "2026-11-22T10:01:00Z",
    completed_at: null,
  };
  const job = { id: 7, run_id: 3, labels: ["self-hosted", "ARM64"], conclusion: null, runner_name: null };
  const workflow_job = { ...job, ...times, ...change };
  return Buffer.from(JSON.stringify({ action, workflow_job, repository: { full_name: "octo-org/example" } }));
}

function signed(body: Buffer, { key = secret, delivery = String(randomUUID()) } = {}): WebhookRequest {
  const signature = `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
  const names = { "x-github-event": "workflow_job", "x-github-delivery": delivery };
  return { headers: { ...names, "x-hub-signature-256": signature }, body };
}

describe("the webhook of a pool of runners", () => {
  it("keeps a queued job and wakes its pool", async () => {
    const { hints, jobs, receiving } = world();
    assert.equal((await receive(signed(bodyOf("queued")), receiving)).status, 202);
    assert.deepEqual([hints, jobs.jobs.get(7)?.state], [["arm64"], "queued"]);
  });

  it("takes either of two secrets while one takes the other's place, and no third", async () => {
    const { receiving } = world({ secrets: ["new", secret] });
    const statuses = ["new", secret, "third", ""].map(async (key) => {
      return (await receive(signed(bodyOf("queued"), { key }), receiving)).status;
    });
    assert.deepEqual(await Promise.all(statuses), [202, 202, 401, 401]);
  });

  it("wakes the pool for a delivery that is sent again, since its hint may have been lost", async () => {
    const lost = world();
    const request = signed(bodyOf("queued"));
    const failing = { ...lost.receiving, hints: { send: () => Promise.reject(new Error("no queue")) } };
    assert.equal((await receive(request, failing)).status, 503);
    assert.equal((await receive(request, lost.receiving)).status, 202);
    assert.deepEqual(lost.hints, ["arm64"]);
  });

  it("comes to the same state in whatever order and however often deliveries arrive, and never goes back", async () => {
    const told = jobStates.map((action) => ({ action, request: signed(bodyOf(action)) }));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...told, ...told], { minLength: 1 }), async (order) => {
        const { jobs, receiving } = world();
        let last = -1;
        for (const { request } of order) {
          assert.equal((await receive(request, receiving)).status, 202);
          const now = jobStates.indexOf(jobs.jobs.get(7)?.state ?? "waiting");
          assert.ok(now >= last);
          last = now;
        }
        assert.equal(last, Math.max(...order.map(({ action }) => jobStates.indexOf(action))));
      }),
    );
  });

  it("takes no body that was changed, cut off or signed by another, and tells nothing of it", async () => {
    const { jobs, receiving } = world();
    const { headers, body } = signed(bodyOf("queued"));
    await fc.assert(
      fc.asyncProperty(fc.nat(body.byteLength - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ by : byte));
        for (const one of [changed, body.subarray(0, at)]) {
          const answer = await receive({ headers, body: one }, receiving);
          assert.deepEqual(answer, { status: 401, message: "the signature is none of this webhook's" });
        }
      }),
    );
    assert.equal(jobs.jobs.size, 0);
  });

  it("answers whatever is signed and malformed, without a fault of its own", async () => {
    const { receiving } = world();
    const strange = fc.oneof(fc.json(), fc.string(), fc.constant("{"), fc.constant("null"));
    await fc.assert(
      fc.asyncProperty(strange, async (text) => {
        assert.equal((await receive(signed(Buffer.from(text)), receiving)).status, 400);
      }),
    );
    assert.equal((await receive(signed(Buffer.alloc(1024 * 1024 + 1)), receiving)).status, 413);
  });

  it("keeps no job of hosted labels, of labels that no pool has, or of another repository", async () => {
    const { jobs, receiving } = world();
    for (const labels of [["ubuntu-24.04"], ["self-hosted", "gpu"], ["arm64"]]) {
      assert.equal((await receive(signed(bodyOf("queued", { labels })), receiving)).status, 200);
    }
    const foreign = Buffer.from(bodyOf("queued").toString().replace("octo-org/example", "evil/example"));
    assert.equal((await receive(signed(foreign), receiving)).status, 200);
    assert.equal(jobs.jobs.size, 0);
  });
});
