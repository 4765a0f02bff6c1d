import assert from "node:assert/strict";
import { type FaultProxy, startFaultProxy } from "../../../rehearsal/aws/fault-proxy/proxy.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { SqsHints } from "../../../runners/aws/sqs-hints.ts";
import { SsmSecrets } from "../../../runners/aws/ssm-secrets.ts";
import { DynamoDbTable } from "../../../runners/aws/table/dynamodb-table.ts";
import { launchOf, newsOf, runnerOf } from "../contract/samples.ts";
import { type Account, createQueue, createTable, openAccount } from "./account.ts";

const month = "2026-11";
const run = { repository: "octo-org/example", isPublic: true, event: "push", headRepository: null };
const runs = (count: number) => Array.from({ length: count }, (_, id) => ({ ...run, id, attempt: 1 }));
const host = { host: "h-1", pool: "mac", instance: null, replacement: null, refusals: 0, since: 1 };
const configuration = { jitConfig: "x", repositories: [], events: [] };

interface Adapters {
  readonly table: DynamoDbTable;
  readonly hints: SqsHints;
  readonly secrets: SsmSecrets;
}

/** In this order: each finds what those before it left. */
const common: readonly [string, (adapters: Adapters) => Promise<unknown>, readonly string[]][] = [
  ["keepJob", ({ table }) => table.keepJob(newsOf(), "a"), ["dynamodb.TransactWriteItems"]],
  ["keepJob, known", ({ table }) => table.keepJob(newsOf(), "a"), ["dynamodb.TransactWriteItems"]],
  ["job", ({ table }) => table.job(7), ["dynamodb.GetItem"]],
  ["recentJobs", ({ table }) => table.recentJobs("arm64", 9), ["dynamodb.Query"]],
  ["pool", ({ table }) => table.pool("arm64", month), ["dynamodb.Query"]],
  [
    "changeJob",
    ({ table }) => table.changeJob(newsOf(), { isExpired: true }),
    ["dynamodb.TransactWriteItems"],
  ],
  ["settleJob", ({ table }) => table.settleJob(newsOf()), ["dynamodb.TransactWriteItems"]],
  ["keepRuns", ({ table }) => table.keepRuns(runs(25)), ["dynamodb.BatchWriteItem"]],
  ["keepRuns of none", ({ table }) => table.keepRuns([]), []],
  ["runs", ({ table }) => table.runs(runs(100).map(({ id }) => id)), ["dynamodb.BatchGetItem"]],
  ["beginLaunch", ({ table }) => table.beginLaunch(launchOf(), 0), ["dynamodb.TransactWriteItems"]],
  ["endLaunch", ({ table }) => table.endLaunch(launchOf(), [runnerOf()]), ["dynamodb.TransactWriteItems"]],
  ["changeRunner", ({ table }) => table.changeRunner(runnerOf(), { seenAt: 7 }), ["dynamodb.UpdateItem"]],
  [
    "endRunner",
    ({ table }) => table.endRunner(runnerOf(), { month, amount: 5 }),
    ["dynamodb.TransactWriteItems"],
  ],
  ["keepHost", ({ table }) => table.keepHost({ ...host, state: "free" }, null), ["dynamodb.PutItem"]],
  ["keepNotice", ({ table }) => table.keepNotice("arm64", null), ["dynamodb.UpdateItem"]],
  ["keepOutdated", ({ table }) => table.keepOutdated("arm64", 5), ["dynamodb.UpdateItem"]],
  ["keepDrained", ({ table }) => table.keepDrained("arm64", 5), ["dynamodb.UpdateItem"]],
  ["takePoints", ({ table }) => table.takePoints(1, 5, 9), ["dynamodb.UpdateItem"]],
  [
    "takePoints, fewer left",
    ({ table }) => table.takePoints(1, 5, 9),
    ["dynamodb.UpdateItem", "dynamodb.UpdateItem"],
  ],
  ["takePoints, none left", ({ table }) => table.takePoints(1, 5, 9), ["dynamodb.UpdateItem"]],
  ["takePoints, beyond the limit", ({ table }) => table.takePoints(2, 50, 9), ["dynamodb.UpdateItem"]],
  ["keepMark", ({ table }) => table.keepMark("cursor", "17"), ["dynamodb.UpdateItem"]],
  ["mark", ({ table }) => table.mark("cursor"), ["dynamodb.GetItem"]],
  ["send", ({ hints }) => hints.send("arm64", "a"), ["sqs.SendMessage"]],
  ["put", ({ secrets }) => secrets.put("i-1", configuration), ["ssm.PutParameter"]],
  ["put, kept already", ({ secrets }) => secrets.put("i-1", configuration), ["ssm.PutParameter"]],
  ["list", ({ secrets }) => secrets.list(), ["ssm.DescribeParameters"]],
  ["remove", ({ secrets }) => secrets.remove("i-1"), ["ssm.DeleteParameter"]],
  ["remove, gone already", ({ secrets }) => secrets.remove("i-1"), ["ssm.DeleteParameter"]],
];

describe("how often AWS is asked", function () {
  this.timeout(120_000);
  let account: Account;
  let proxy: FaultProxy;
  let adapters: Adapters;

  before(async () => {
    const clock = new SimulatedTime();
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, clock)).url);
    const { dynamodb, ssm, sqs } = account.clients;
    await createTable(account.clients, "runners");
    adapters = {
      table: new DynamoDbTable(dynamodb, "runners", clock),
      hints: new SqsHints(sqs, await createQueue(account.clients, "hints")),
      secrets: new SsmSecrets(ssm, { path: "/slipway/test/runners", key: "alias/aws/ssm" }),
    };
  });
  after(async () => {
    await account.close();
    await proxy.close();
  });

  for (const [name, act, expected] of common) {
    it(`is ${expected.join(", then ") || "never"} in ${name}`, async () => {
      const earlier = new Map(proxy.calls);
      await act(adapters);
      const made = [...proxy.calls].flatMap(([call, count]) =>
        Array.from({ length: count - (earlier.get(call) ?? 0) }, () => call),
      );
      assert.deepEqual(made, expected);
    });
  }
});
