import assert from "node:assert/strict";
import fc from "fast-check";
import { type FaultProxy, startFaultProxy } from "../../../rehearsal/aws/fault-proxy/proxy.ts";
import { MemoryTable } from "../../../rehearsal/runners/memory/table.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { DynamoDbTable } from "../../../runners/aws/table/dynamodb-table.ts";
import { jobStates } from "../../../runners/jobs/job.ts";
import type { MacHostUse } from "../../../runners/pools/runner.ts";
import type { PoolView, Table } from "../../../runners/ports/table.ts";
import { type Account, createTable, openAccount } from "../aws/account.ts";
import { launchOf, newsOf, runnerOf } from "./samples.ts";

const month = "2026-11";
const pools = ["arm64", "mac"];
const ids = [1, 2, 3];
const tokens = ["token-1", "token-2"];

/** Something that is asked of a table, and what it answers. */
interface Step {
  readonly told: string;
  readonly act: (table: Table) => Promise<unknown>;
}

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });

const id = fc.constantFrom(...ids);
const pool = fc.constantFrom(...pools);
const token = fc.constantFrom(...tokens);
const runner = record({ instance: token.map((one) => `i-${one}`), pool });

function step<T>(
  name: string,
  values: { [K in keyof T]: fc.Arbitrary<T[K]> },
  act: (table: Table, taken: T) => Promise<unknown>,
): fc.Arbitrary<Step> {
  return record(values).map((taken) => ({
    told: `${name} ${JSON.stringify(taken)}`,
    act: (table) => act(table, taken),
  }));
}

const keepJob = step(
  "keepJob",
  { id, pool, state: fc.constantFrom(...jobStates), runner: fc.option(token) },
  (table, news) => table.keepJob(newsOf(news), "a"),
);

const change = record({ isExpired: fc.boolean(), rerun: fc.constantFrom(null, "wanted", "asked") });

const changeJob = step("changeJob", { id, pool, change }, async (table, taken) => {
  // As its callers do: what a view tells of.
  const job = (await table.pool(taken.pool, month)).jobs.find((one) => one.id === taken.id);
  if (job !== undefined) await table.changeJob(job, taken.change);
});

const settleJob = step("settleJob", { id, pool }, async (table, taken) => {
  const job = (await table.pool(taken.pool, month)).jobs.find((one) => one.id === taken.id);
  if (job !== undefined) await table.settleJob(job);
});

const beginLaunch = step("beginLaunch", { token, pool, behind: fc.nat(1) }, async (table, taken) => {
  const { version } = await table.pool(taken.pool, month);
  const launch = launchOf({ token: taken.token, pool: taken.pool });
  return await table.beginLaunch(launch, Math.max(0, version - taken.behind));
});

const endLaunch = step("endLaunch", { token, pool }, (table, taken) =>
  table.endLaunch(launchOf(taken), [runnerOf({ instance: `i-${taken.token}`, pool: taken.pool })]),
);

const changeRunner = step("changeRunner", { runner, seenAt: fc.nat(9) }, (table, taken) =>
  table.changeRunner(taken.runner, { seenAt: taken.seenAt }),
);

const endRunner = step("endRunner", { runner, amount: fc.nat(9) }, (table, { amount, ...taken }) =>
  table.endRunner(taken.runner, { month, amount }),
);

const since = fc.nat(2);

const keepHost = step("keepHost", { since, before: fc.option(since) }, (table, taken) => {
  const blank = { host: "h-1", pool: "mac", instance: null, replacement: null, refusals: 0 };
  const use = (at: number): MacHostUse => ({ ...blank, state: "free", since: at });
  return table.keepHost(use(taken.since), taken.before === null ? null : use(taken.before));
});

const takePoints = step("takePoints", { minute: fc.nat(1), wanted: fc.nat(15) }, (table, taken) =>
  table.takePoints(taken.minute, taken.wanted, 12),
);

const notice = fc.option(record({ text: fc.string(), at: fc.nat(), until: fc.nat() }));

const keepNotice = step("keepNotice", { pool, notice }, (table, taken) =>
  table.keepNotice(taken.pool, taken.notice),
);

const steps = fc.array(
  fc.oneof(
    ...[keepJob, keepJob, changeJob, settleJob, beginLaunch, endLaunch],
    ...[changeRunner, endRunner, keepHost, takePoints, keepNotice],
  ),
  { minLength: 5, maxLength: 25 },
);

/** All that a table tells; what is in no order, in one. */
async function allOf(table: Table): Promise<unknown> {
  return [
    await Promise.all(ids.map((one) => table.job(one))),
    await Promise.all(pools.map(async (one) => inOrder(await table.pool(one, month)))),
  ];
}

function inOrder({ jobs, runners, launches, hosts, ...rest }: PoolView): unknown {
  const sorted = (list: readonly object[]) => list.map((one) => one).sort(byText);
  return { ...rest, all: [jobs, runners, launches, hosts].map(sorted) };
}

function byText(one: object, other: object): number {
  const [first, second] = [one, other].map((each) => JSON.stringify(Object.entries(each).sort()));
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

describe("the table on DynamoDB, beside the one in memory", function () {
  this.timeout(120_000);
  const clock = new SimulatedTime();
  let account: Account;
  let proxy: FaultProxy;
  let tables = 0;

  before(async () => {
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, clock)).url);
  });
  after(async () => {
    await account.close();
    await proxy.close();
  });

  it("answers the same, whatever is asked of it, and holds the same then", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const name = `model-${++tables}`;
        await createTable(account.clients, name);
        const table = new DynamoDbTable(account.clients.dynamodb, name, clock);
        const memory = new MemoryTable(clock);
        for (const { told, act } of taken) assert.deepEqual(await act(table), await act(memory), told);
        assert.deepEqual(await allOf(table), await allOf(memory));
      }),
      { numRuns: 12 },
    );
  });
});
