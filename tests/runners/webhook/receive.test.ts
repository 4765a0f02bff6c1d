import assert from "node:assert/strict";
import examples from "@octokit/webhooks-examples" with { type: "json" };
import fc from "fast-check";
import { jobStates } from "../../../runners/jobs/job.ts";
import { receive } from "../../../runners/webhook/receive.ts";
import { jobBody, secret, signed, webhook } from "./world.ts";

const queued = { waiting: ["arm64"], state: "queued" };

describe("the webhook of a control plane of runners", () => {
  it("keeps a queued job and wakes its pool", async () => {
    const { hints, table, receiving } = webhook();
    assert.equal((await receive(signed(jobBody("queued")), receiving)).status, 202);
    assert.deepEqual({ waiting: hints.waiting, state: table.jobs.get(7)?.state }, queued);
  });

  it("takes either of two secrets while one takes the other's place, and no third", async () => {
    const { receiving } = webhook({ secrets: ["new", secret, ""] });
    const statuses = ["new", secret, "third", ""].map(async (key) => {
      return (await receive(signed(jobBody("queued"), { key }), receiving)).status;
    });
    assert.deepEqual(await Promise.all(statuses), [202, 202, 401, 401]);
  });

  it("answers with an error where the hint was lost, and wakes the pool when the delivery is sent again", async () => {
    const { hints, receiving } = webhook();
    const request = signed(jobBody("queued"));
    const failing = { ...receiving, hints: { send: () => Promise.reject(new Error("no queue")) } };
    assert.equal((await receive(request, failing)).status, 503);
    assert.equal((await receive(request, receiving)).status, 202);
    assert.deepEqual(hints.waiting, ["arm64"]);
  });

  it("sends one message where one delivery is sent twice", async () => {
    const { hints, receiving } = webhook();
    const request = signed(jobBody("queued"));
    assert.equal((await receive(request, receiving)).status, 202);
    assert.equal((await receive(request, receiving)).status, 202);
    assert.deepEqual(hints.waiting, ["arm64"]);
  });

  it("comes to the same state in whatever order and however often deliveries arrive, and never goes back", async () => {
    const told = jobStates.map((action) => ({ action, request: signed(jobBody(action)) }));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...told, ...told], { minLength: 1 }), async (order) => {
        const { table, receiving } = webhook();
        let last = -1;
        for (const { request } of order) {
          assert.equal((await receive(request, receiving)).status, 202);
          const now = jobStates.indexOf(table.jobs.get(7)?.state ?? "waiting");
          assert.ok(now >= last);
          last = now;
        }
        assert.equal(last, Math.max(...order.map(({ action }) => jobStates.indexOf(action))));
      }),
    );
  });

  it("keeps no job of hosted labels, of labels that no pool has, or of another repository", async () => {
    const { table, receiving } = webhook();
    for (const labels of [["ubuntu-24.04"], ["self-hosted", "gpu"], ["arm64"]])
      assert.equal((await receive(signed(jobBody("queued", { labels })), receiving)).status, 200);
    const foreign = Buffer.from(jobBody("queued").toString().replace("octo-org/example", "evil/example"));
    assert.equal((await receive(signed(foreign), receiving)).status, 200);
    assert.equal(table.jobs.size, 0);
  });

  it("keeps what a run's trust is judged by, so that GitHub need not be asked", async () => {
    const { table, receiving } = webhook();
    const run = { id: 3, event: "push", run_attempt: 1, head_repository: { full_name: "octo-org/example" } };
    const repository = { full_name: "octo-org/example", private: false };
    const body = Buffer.from(JSON.stringify({ action: "requested", workflow_run: run, repository }));
    assert.equal((await receive(signed(body, { event: "workflow_run" }), receiving)).status, 202);
    const kept = (await table.runs([3])).get(3);
    assert.deepEqual(kept, {
      ...{ id: 3, repository: "octo-org/example", isPublic: true, event: "push" },
      ...{ headRepository: "octo-org/example", attempt: 1 },
    });
  });
});

describe("the webhook, given what GitHub would not send", () => {
  it("takes none of 1,000 bodies that are changed, cut off, forged or replayed with another body", async () => {
    const { table, hints, lines, receiving } = webhook();
    const { headers, body } = signed(jobBody("queued"));
    const changes = fc.record({ at: fc.nat(body.byteLength - 1), by: fc.integer({ min: 1, max: 255 }) });
    const forged = fc.constantFrom("sha256=", "sha1=0", `sha256=${"0".repeat(64)}`, "", "sha256=zz");
    await fc.assert(
      fc.asyncProperty(changes, forged, async ({ at, by }, signature) => {
        const changed = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ by : byte));
        const requests = [
          { headers, body: changed },
          { headers, body: body.subarray(0, at) },
          { headers: { ...headers, "x-hub-signature-256": signature }, body },
          { headers: { ...headers, "x-hub-signature-256": undefined }, body },
        ];
        for (const request of requests) assert.equal((await receive(request, receiving)).status, 401);
      }),
      { numRuns: 250 },
    );
    assert.deepEqual([table.jobs.size, hints.waiting, lines], [0, [], []]);
  });

  it("answers 1,000 bodies that are signed and malformed without a fault of its own", async () => {
    const { table, lines, receiving } = webhook();
    const job = fc.record(
      {
        ...{ id: fc.anything(), run_id: fc.anything(), name: fc.anything(), labels: fc.anything() },
        ...{ created_at: fc.string(), started_at: fc.anything(), runner_name: fc.anything() },
      },
      { requiredKeys: [] },
    );
    const action = fc.constantFrom("queued", "completed", "__proto__", "requested_action", "");
    const close = fc.record({ action, workflow_job: job, repository: fc.anything() });
    const strange = fc.oneof(
      fc.json(),
      fc.string(),
      close.map((value) =>
        JSON.stringify(value, (_key, one: unknown) => (typeof one === "bigint" ? 1 : one)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(strange, fc.constantFrom("workflow_job", "workflow_run"), async (text, event) => {
        const { status } = await receive(signed(Buffer.from(text), { event }), receiving);
        assert.equal(status, 400);
      }),
      { numRuns: 1000 },
    );
    assert.deepEqual([table.jobs.size, lines], [0, []]);
  });

  it("takes neither a body that is too large nor one that is no UTF-8 nor a delivery without a name", async () => {
    const { receiving } = webhook();
    assert.equal((await receive(signed(Buffer.alloc(1024 * 1024 + 1)), receiving)).status, 413);
    assert.equal((await receive(signed(Buffer.from([0xff, 0xfe, 0x7b])), receiving)).status, 400);
    assert.equal((await receive(signed(jobBody("queued"), { delivery: "../x" }), receiving)).status, 400);
  });

  it("handles every example of GitHub's events: those of jobs and runs are read, the others let by", async () => {
    const all = examples as unknown as readonly { readonly name: string; readonly examples: object[] }[];
    const read: string[] = [];
    for (const { name, examples: bodies } of all)
      for (const example of bodies) {
        const { receiving } = webhook();
        const { status } = await receive(
          signed(Buffer.from(JSON.stringify(example)), { event: name }),
          receiving,
        );
        assert.equal(status, 200, `${name} is answered by ${status}`);
        if (["workflow_job", "workflow_run"].includes(name)) read.push(name);
      }
    assert.ok(read.includes("workflow_job") && read.includes("workflow_run"));
  });

  it("writes neither a secret nor a body nor a signature into its log, whatever fails", async () => {
    const { lines, receiving } = webhook();
    const table = { ...receiving.table, keepJob: () => Promise.reject(new Error("table away")) };
    const request = signed(jobBody("queued", { name: "planted-secret-in-a-name" }));
    assert.equal((await receive(request, { ...receiving, table: table })).status, 503);
    assert.equal(lines.length, 1);
    const signature = request.headers["x-hub-signature-256"] ?? "none";
    for (const planted of ["planted-secret", signature.slice(7)])
      assert.ok(!lines.join("").includes(planted));
  });
});
