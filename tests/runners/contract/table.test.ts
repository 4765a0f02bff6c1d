import assert from "node:assert/strict";
import fc from "fast-check";
import { jobStates } from "../../../runners/jobs/job.ts";
import type { MacHostUse } from "../../../runners/pools/runner.ts";
import type { RunFacts } from "../../../runners/ports/github.ts";
import type { Table } from "../../../runners/ports/table.ts";
import { DynamoDbTable } from "../../../runners/aws/table/dynamodb-table.ts";
import { type FaultProxy, startFaultProxy } from "../../../rehearsal/aws/fault-proxy/proxy.ts";
import { MemoryTable } from "../../../rehearsal/runners/memory/table.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { type Account, createTable, openAccount } from "../aws/account.ts";
import { launchOf, newsOf, runnerOf } from "./samples.ts";

const month = "2026-11";
const empty = {
  ...{ version: 0, spent: 0, jobs: [], runners: [], launches: [], hosts: [] },
  ...{ notice: null, outdatedSince: null, drainedSince: null },
};

/** What every table does; `fresh` makes an empty one. */
function behavesAsATable(fresh: () => Promise<Table>): void {
  it("tells of a pool that nothing is kept of", async () => {
    const table = await fresh();
    assert.deepEqual(await table.pool("arm64", month), empty);
    assert.deepEqual([await table.job(7), await table.mark("cursor")], [null, null]);
  });

  it("keeps a job's news, and tells whether they were new", async () => {
    const table = await fresh();
    assert.deepEqual(await table.keepJob(newsOf(), "a"), { state: "queued", isNew: true });
    assert.deepEqual(await table.keepJob(newsOf(), "a"), { state: "queued", isNew: false });
    const taken = newsOf({ state: "in_progress", at: newsOf().at + 5000, runner: "prod-arm64-1" });
    assert.deepEqual(await table.keepJob(taken, "b"), { state: "in_progress", isNew: true });
    assert.deepEqual(await table.keepJob(newsOf(), "c"), { state: "in_progress", isNew: false });
    const job = await table.job(7);
    assert.deepEqual(job, {
      ...taken,
      ...{ startedAt: taken.at, refusal: null, isExpired: false, onDemand: false, rerun: null },
      ...{ doubt: null, ranOn: null },
    });
    assert.deepEqual((await table.pool("arm64", month)).jobs, [job]);
  });

  it("comes to the furthest state in whatever order and however often news arrive, at once too", async () => {
    const table = await fresh();
    let id = 100;
    const orders = fc.shuffledSubarray([...jobStates, ...jobStates], { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(orders, fc.boolean(), async (order, atOnce) => {
        const one = ++id;
        const keep = (state: (typeof jobStates)[number]) => table.keepJob(newsOf({ id: one, state }), state);
        if (atOnce) await Promise.all(order.map(keep));
        else for (const state of order) await keep(state);
        const furthest = Math.max(...order.map((state) => jobStates.indexOf(state)));
        assert.equal((await table.job(one))?.state, jobStates[furthest]);
      }),
      { numRuns: 15 },
    );
  });

  it("keeps the name of a runner that later news lack", async () => {
    const table = await fresh();
    await table.keepJob(newsOf({ state: "in_progress", runner: "prod-arm64-1" }), "a");
    await table.keepJob(newsOf({ state: "completed", conclusion: "failure" }), "b");
    const job = await table.job(7);
    assert.deepEqual([job?.runner, job?.conclusion], ["prod-arm64-1", "failure"]);
  });

  it("changes an open job, and no other", async () => {
    const table = await fresh();
    await table.changeJob(newsOf(), { refusal: "no such job" });
    assert.equal(await table.job(7), null);
    await table.keepJob(newsOf(), "a");
    const doubt = { state: "completed", since: 5 } as const;
    const ranOn = { instance: "i-1", type: "m7g.large", market: "spot", cost: 12 } as const;
    await table.changeJob(newsOf(), { refusal: "a fork's", doubt, ranOn });
    const job = await table.job(7);
    assert.deepEqual([job?.refusal, job?.doubt, job?.ranOn], ["a fork's", doubt, ranOn]);
    assert.deepEqual((await table.pool("arm64", month)).jobs, [job]);
  });

  it("takes a settled job out of its pool's view for good: a late delivery does not bring it back", async () => {
    const table = await fresh();
    await table.keepJob(newsOf({ state: "completed" }), "a");
    await table.settleJob(newsOf());
    await table.settleJob(newsOf());
    assert.deepEqual(await table.keepJob(newsOf(), "b"), { state: "completed", isNew: false });
    assert.deepEqual((await table.pool("arm64", month)).jobs, []);
    assert.equal((await table.job(7))?.state, "completed");
  });

  it("leaves a job in its pool's view for which something is to be done yet", async () => {
    const table = await fresh();
    await table.keepJob(newsOf(), "a");
    await table.settleJob(newsOf());
    assert.equal((await table.pool("arm64", month)).jobs.length, 1);
    await table.keepJob(newsOf({ state: "completed", conclusion: "failure" }), "b");
    await table.changeJob(newsOf(), { rerun: "wanted" });
    await table.settleJob(newsOf());
    assert.equal((await table.pool("arm64", month)).jobs.length, 1);
    await table.changeJob(newsOf(), { rerun: "asked" });
    await table.settleJob(newsOf());
    assert.deepEqual((await table.pool("arm64", month)).jobs, []);
  });

  it("takes an expired job out of its pool's view though it never ran", async () => {
    const table = await fresh();
    await table.keepJob(newsOf(), "a");
    await table.changeJob(newsOf(), { isExpired: true });
    await table.settleJob(newsOf());
    assert.deepEqual((await table.pool("arm64", month)).jobs, []);
    assert.equal((await table.job(7))?.isExpired, true);
  });

  it("keeps a job in the pool that it came to first, alike in both places", async () => {
    const table = await fresh();
    await table.keepJob(newsOf(), "a");
    const moved = newsOf({ state: "in_progress", pool: "mac", runner: "prod-mac-1" });
    assert.deepEqual(await table.keepJob(moved, "b"), { state: "queued", isNew: false });
    assert.deepEqual((await table.pool("mac", month)).jobs, []);
    assert.deepEqual((await table.pool("arm64", month)).jobs, [await table.job(7)]);
  });

  it("lists a pool's newest jobs, settled ones too", async () => {
    const table = await fresh();
    for (const id of [1, 2, 3]) await table.keepJob(newsOf({ id, createdAt: newsOf().at + id }), null);
    await table.keepJob(newsOf({ id: 4, pool: "mac" }), null);
    await table.settleJob(newsOf({ id: 3 }));
    const ids = (await table.recentJobs("arm64", 2)).map(({ id }) => id);
    assert.deepEqual(ids, [3, 2]);
  });

  it("lets the first of those begin a launch who decided by the same view", async () => {
    const table = await fresh();
    const tokens = ["token-1", "token-2", "token-3"];
    const begun = await Promise.all(tokens.map((token) => table.beginLaunch(launchOf({ token }), 0)));
    assert.equal(begun.filter(Boolean).length, 1);
    const view = await table.pool("arm64", month);
    assert.deepEqual([view.version, view.launches.length], [1, 1]);
    assert.equal(await table.beginLaunch(launchOf({ token: "token-4" }), 0), false);
    assert.equal(await table.beginLaunch(launchOf({ token: "token-4" }), 1), true);
  });

  it("writes down what came of a launch at once, and once", async () => {
    const table = await fresh();
    await table.beginLaunch(launchOf({ count: 90 }), 0);
    const runners = Array.from({ length: 90 }, (_, index) => runnerOf({ instance: `i-${index}` }));
    const ended = await Promise.all([table.endLaunch(launchOf(), runners), table.endLaunch(launchOf(), [])]);
    assert.equal(ended.filter(Boolean).length, 1);
    const { launches, runners: kept } = await table.pool("arm64", month);
    assert.deepEqual([launches, kept.length === 90 || kept.length === 0], [[], true]);
  });

  it("tells all of a pool, however much there is of it", async () => {
    const table = await fresh();
    // DynamoDB answers by pages of a million bytes.
    const ending = "x".repeat(13_000);
    const runners = Array.from({ length: 90 }, (_, index) => runnerOf({ instance: `i-${index}`, ending }));
    await table.beginLaunch(launchOf(), 0);
    await table.endLaunch(launchOf(), runners);
    await table.keepJob(newsOf(), "a");
    const view = await table.pool("arm64", month);
    assert.deepEqual([view.version, view.jobs.length, view.runners.length], [1, 1, 90]);
  });

  it("keeps changes that are made at once, and none of a runner that ends meanwhile", async () => {
    const table = await fresh();
    await table.beginLaunch(launchOf(), 0);
    await table.endLaunch(launchOf(), [runnerOf(), runnerOf({ instance: "i-2" })]);
    await Promise.all([
      table.changeRunner(runnerOf(), { seenAt: 7 }),
      table.changeRunner(runnerOf(), { idleSince: 8 }),
      table.changeRunner(runnerOf({ instance: "i-2" }), { seenAt: 9 }),
      table.endRunner(runnerOf({ instance: "i-2" }), { month, amount: 5 }),
    ]);
    const { runners, spent } = await table.pool("arm64", month);
    assert.deepEqual([runners, spent], [[runnerOf({ seenAt: 7, idleSince: 8 })], 5]);
  });

  it("changes a runner, ends it once and adds up what it cost", async () => {
    const table = await fresh();
    await table.beginLaunch(launchOf(), 0);
    await table.endLaunch(launchOf(), [runnerOf(), runnerOf({ instance: "i-2" })]);
    await table.changeRunner(runnerOf(), { seenAt: 7, suspectSince: 9 });
    await table.changeRunner(runnerOf({ instance: "i-none" }), { seenAt: 7 });
    const { runners } = await table.pool("arm64", month);
    assert.deepEqual(runners.find(({ seenAt }) => seenAt === 7)?.suspectSince, 9);
    assert.equal(runners.length, 2);
    const cost = { month, amount: 1500 };
    await Promise.all([table.endRunner(runnerOf(), cost), table.endRunner(runnerOf(), cost)]);
    await table.endRunner(runnerOf({ instance: "i-2" }), { month: "2026-12", amount: 7 });
    const view = await table.pool("arm64", month);
    assert.deepEqual([view.runners, view.spent], [[], 1500]);
    assert.equal((await table.pool("arm64", "2026-12")).spent, 7);
  });

  it("keeps the use of a host only if it is what it was when it was read", async () => {
    const table = await fresh();
    const blank = { host: "h-1", pool: "mac", instance: null, replacement: null, refusals: 0 };
    const free: MacHostUse = { ...blank, state: "free", since: 1 };
    const taken: MacHostUse = { ...blank, state: "launching", since: 2 };
    assert.equal(await table.keepHost(free, null), true);
    assert.equal(await table.keepHost(free, null), false);
    const both = await Promise.all([
      table.keepHost(taken, free),
      table.keepHost({ ...taken, since: 3 }, free),
    ]);
    assert.equal(both.filter(Boolean).length, 1);
    assert.equal((await table.pool("mac", month)).hosts[0]?.state, "launching");
  });

  it("keeps what is told of a pool", async () => {
    const table = await fresh();
    const notice = { text: "no capacity", at: 5, until: 9 };
    await table.keepNotice("arm64", notice);
    await table.keepOutdated("arm64", 11);
    await table.keepDrained("arm64", 13);
    assert.deepEqual(await table.pool("arm64", month), {
      ...empty,
      notice,
      outdatedSince: 11,
      drainedSince: 13,
    });
    await table.keepNotice("arm64", null);
    assert.equal((await table.pool("arm64", month)).notice, null);
  });

  it("gives out no more points of a minute than there are", async () => {
    const table = await fresh();
    const taken = await Promise.all([5, 5, 5].map((wanted) => table.takePoints(1, wanted, 12)));
    const sum = taken.reduce((total, one) => total + one, 0);
    assert.ok(sum <= 12 && sum >= 10, `${sum} of 12`);
    assert.equal(await table.takePoints(1, 5, 12), 12 - sum);
    assert.equal(await table.takePoints(2, 50, 12), 12);
    assert.equal(await table.takePoints(2, 1, 12), 0);
  });

  it("keeps runs, many at a time, and marks", async () => {
    const table = await fresh();
    const run = { repository: "octo-org/example", isPublic: true, event: "push", headRepository: null };
    const facts: RunFacts[] = Array.from({ length: 130 }, (_, index) => ({
      ...run,
      id: index + 1,
      attempt: 1,
    }));
    await table.keepRuns([...facts, { ...run, id: 1, attempt: 1 }]);
    const known = await table.runs([...facts.map(({ id }) => id), 999, 130]);
    assert.deepEqual([known.size, known.get(130)], [130, facts[129]]);
    await table.keepRuns([]);
    assert.equal((await table.runs([])).size, 0);
    await table.keepMark("cursor", "17");
    await table.keepMark("cursor", "18");
    assert.equal(await table.mark("cursor"), "18");
  });
}

describe("the table of a control plane, in memory", () => {
  behavesAsATable(async () => new MemoryTable(new SimulatedTime()));
});

describe("the table of a control plane, on DynamoDB", function () {
  this.timeout(120_000);
  let account: Account;
  let tables = 0;
  let proxy: FaultProxy;
  const clock = new SimulatedTime();

  before(async () => {
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, clock)).url);
  });
  after(async () => {
    await account.close();
    await proxy.close();
  });

  behavesAsATable(async () => {
    const name = `runners-${++tables}`;
    await createTable(account.clients, name);
    return new DynamoDbTable(account.clients.dynamodb, name, clock);
  });
});
