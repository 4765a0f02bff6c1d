import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";
import { keepSettings } from "../../../runners/settings/kept.ts";
import { DynamoDbTable } from "../../../runners/aws/table/dynamodb-table.ts";
import { type Account, createTable, openAccount, region } from "../../runners/aws/account.ts";
import { launchOf, newsOf, runnerOf } from "../../runners/contract/samples.ts";
import { settingsWith } from "../../runners/world/settings.ts";

const main = join(import.meta.dirname, "../../../cli/main.ts");

describe("what an operator is told of runners", function () {
  this.timeout(120_000);
  let account: Account;
  let table: DynamoDbTable;

  before(async () => {
    account = await openAccount();
    await createTable(account.clients, "slipway-prod-runners");
    table = new DynamoDbTable(account.clients.dynamodb, "slipway-prod-runners", { now: Date.now });
  });
  after(() => account.close());

  /** Runs a command as its user does; answers what it printed, with its exit code where it failed. */
  async function run(...args: readonly string[]): Promise<string> {
    const env = {
      ...{ PATH: process.env["PATH"], HOME: "/nonexistent", NO_COLOR: "1", AWS_REGION: region },
      ...{ AWS_ENDPOINT_URL: account.moto.url, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" },
    };
    const command = [main, "runners", ...args, "--stack", "prod"];
    try {
      return (await promisify(execFile)(process.execPath, command, { env })).stdout;
    } catch (error) {
      const { code, stderr } = error as { readonly code: number; readonly stderr: string };
      return `${code}: ${stderr}`;
    }
  }

  it("is said to be nothing yet where the control plane has not run", async () => {
    assert.match(await run("status"), /^1: error: slipway-prod-runners: holds no settings: .* not run yet/);
    const missing = await run("status", "--table", "no-such-table");
    assert.match(missing, /^1: error: no-such-table: is no table in eu-west-1; see that prod has runners/);
  });

  it("is how pools stand, why a job waits, which runner took one and what it cost, as text and JSON", async () => {
    await keepSettings({ table, settings: settingsWith({ maximum: 2, monthly: 0.9 }) });
    const createdAt = Date.now() - 90_000;
    const queued = newsOf({ createdAt, at: createdAt });
    await table.keepJob({ ...queued, id: 11 }, "a");
    await table.keepJob({ ...queued, id: 12, name: "tests" }, "b");
    const taken = { ...queued, id: 13, state: "in_progress", runner: runnerOf().name } as const;
    await table.keepJob({ ...taken, at: createdAt + 30_000 }, "c");
    await table.keepJob({ ...queued, id: 14 }, "d");
    await table.changeJob({ id: 14, pool: "arm64" }, { refusal: "its code is from the fork evil/example" });
    await table.beginLaunch(launchOf(), 0);
    await table.endLaunch(launchOf(), [runnerOf({ launchedAt: createdAt })]);

    const status = await run("status");
    assert.match(status, /arm64 \(linux\)\n {2}jobs {6}2 wait, the oldest for 1 min 3\d s; 1 run; 1 refused/);
    assert.match(status, /runners {3}0 start, 0 idle, 1 busy, 0 end; at most 2/);
    assert.match(status, /notice {4}the budget of 0.9 US dollars a month would not cover another/);
    const { pools } = JSON.parse(await run("status", "--json")) as { pools: { jobs: object }[] };
    assert.deepEqual(pools[0]?.jobs, { waiting: 2, running: 1, refused: 1 });

    const why = await run("explain", "11");
    assert.match(why, /Job 11: build\n {2}state {5}queued/);
    assert.match(why, /2 jobs wait for the pool, 1 of at most 2 runners are there: 0 start, 0 are idle\./);
    assert.match(why, /starts no more now: the budget of 0.9 US dollars/);
    assert.match(await run("explain", "14"), /No runner is started for it: its code is from the fork evil/);
    const running = await run("explain", "13");
    assert.match(
      running,
      /instance {2}i-0123456789abcdef0, m7g.large \(spot\)\n {2}waited {4}30 s\n {2}cost/,
    );

    await table.keepJob({ ...taken, state: "completed", conclusion: "success", at: createdAt + 80_000 }, "e");
    const ranOn = { instance: "i-0123456789abcdef0", type: "m7g.large", market: "spot", cost: 1700 } as const;
    await table.changeJob({ id: 13, pool: "arm64" }, { ranOn });
    const jobs = await run("jobs");
    assert.match(jobs, /^JOB +STATE +NAME +REPOSITORY +POOL +WAITED +RAN +COST +RUNNER\n/);
    assert.match(jobs, /13 +success +build +octo-org\/example +arm64 +30 s +50 s +\$0\.0017 +prod-arm64/);
    assert.match(jobs, /14 +refused/);
    assert.equal((await run("jobs", "--limit", "1")).trim().split("\n").length, 2);
  });

  it("says where a job or pool is not known", async () => {
    assert.match(
      await run("explain", "99"),
      /^1: error: 99: is no job that a pool of this stack has heard of/,
    );
    assert.match(await run("explain", "x"), /^1: error: x: is no job/);
    assert.match(
      await run("drain", "--pool", "x"),
      /^1: error: x: is no pool of the stack; name one of: arm64/,
    );
    assert.match(await run("jobs", "--limit", "0"), /^2: error: .*write a whole number/);
  });

  it("drains pools, and serves them again", async () => {
    assert.match(await run("drain"), /^Drains: arm64\. Nothing is started any more/);
    assert.match(await run("status"), /drained {3}since 20.*\n {2}notice {4}an operator drains it/);
    assert.match(await run("drain", "--undo"), /^Serves jobs again: arm64\./);
    assert.doesNotMatch(await run("status"), /drained/);
  });
});
