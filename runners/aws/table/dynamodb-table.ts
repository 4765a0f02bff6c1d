import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Job, JobNews } from "../../jobs/job.ts";
import type { Launch, MacHostUse, Runner } from "../../pools/runner.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RunFacts } from "../../ports/github.ts";
import type { JobChange, Kept, Notice, PoolView, RunnerChange, Table } from "../../ports/table.ts";
import { readRuns, writeRuns } from "./batches.ts";
import { keptFor, keys, tableDefinition } from "./definition.ts";
import { changingJob, jobOf, keepingJob, settlingJob } from "./job-items.ts";
import { itemOf, poolView, spentIn } from "./pool-view.ts";
import { transact } from "./transaction.ts";
import { updateOf } from "./update.ts";

type Item = Record<string, AttributeValue>;
type RunnerKey = Pick<Runner, "instance" | "pool">;

/** The table on DynamoDB: one write, or one read, for each method in the common case. */
export class DynamoDbTable implements Table {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Clock;

  /** `table`: its name. */
  constructor(client: DynamoDBClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async keepJob(news: JobNews, delivery: string | null): Promise<Kept> {
    const refused = await transact(this.#client, keepingJob(news, delivery, this.#writing()));
    if (refused === null) return { state: news.state, isNew: true };
    return { state: refused.item === null ? news.state : jobOf(refused.item).state, isNew: false };
  }

  async keepRuns(facts: readonly RunFacts[]): Promise<void> {
    const expires = this.#seconds() + keptFor.run;
    await writeRuns(this.#client, this.#table, { facts, expires });
  }

  runs(ids: readonly number[]): Promise<ReadonlyMap<number, RunFacts>> {
    return readRuns(this.#client, this.#table, ids);
  }

  async job(id: number): Promise<Job | null> {
    const item = await this.#get(keys.job(id));
    return item === null ? null : jobOf(item);
  }

  async recentJobs(pool: string, most: number): Promise<readonly Job[]> {
    const { index } = tableDefinition;
    const items = await this.#query(
      {
        ...{ IndexName: index.name, ScanIndexForward: false, Limit: most },
        ...{
          KeyConditionExpression: "#pool = :pool",
          ExpressionAttributeNames: { "#pool": index.partitionKey },
        },
        ExpressionAttributeValues: marshall({ ":pool": pool }),
      },
      most,
    );
    return items.map(jobOf);
  }

  async pool(name: string, month: string): Promise<PoolView> {
    const items = await this.#query({
      ...{ ConsistentRead: true, KeyConditionExpression: "pk = :pool" },
      ExpressionAttributeValues: marshall({ ":pool": keys.pool(name) }),
    });
    return poolView(items, month);
  }

  async changeJob(job: Pick<Job, "id" | "pool">, change: JobChange): Promise<void> {
    await transact(this.#client, changingJob(job, change, this.#writing()));
  }

  async settleJob(job: Pick<Job, "id" | "pool">): Promise<void> {
    await transact(this.#client, settlingJob(job, this.#writing()));
  }

  async beginLaunch(launch: Launch, version: number): Promise<boolean> {
    const isFirst = version === 0 ? "attribute_not_exists(#version) OR " : "";
    const refused = await transact(this.#client, [
      {
        Update: {
          ...{ TableName: this.#table, Key: keys.state(launch.pool) },
          ...updateOf(
            { set: { version: version + 1 } },
            { names: { "#version": "version" }, values: { ":version": version } },
          ),
          ConditionExpression: `${isFirst}#version = :version`,
        },
      },
      { Put: { TableName: this.#table, Item: itemOf(keys.launch(launch.pool, launch.token), launch) } },
    ]);
    return refused === null;
  }

  async endLaunch({ pool, token }: Launch, runners: readonly Runner[]): Promise<boolean> {
    const TableName = this.#table;
    const refused = await transact(this.#client, [
      { Delete: { TableName, Key: keys.launch(pool, token), ConditionExpression: "attribute_exists(pk)" } },
      ...runners.map((runner) => ({
        Put: { TableName, Item: itemOf(keys.runner(pool, runner.instance), runner) },
      })),
    ]);
    return refused === null;
  }

  async changeRunner({ pool, instance }: RunnerKey, change: RunnerChange): Promise<void> {
    await this.#update(keys.runner(pool, instance), change, "attribute_exists(pk)");
  }

  async endRunner(
    { pool, instance }: RunnerKey,
    { month, amount }: { month: string; amount: number },
  ): Promise<void> {
    const TableName = this.#table;
    await transact(this.#client, [
      {
        Delete: { TableName, Key: keys.runner(pool, instance), ConditionExpression: "attribute_exists(pk)" },
      },
      { Update: { TableName, Key: keys.state(pool), ...updateOf({ add: { [spentIn(month)]: amount } }) } },
    ]);
  }

  async keepHost(use: MacHostUse, before: MacHostUse | null): Promise<boolean> {
    const condition =
      before === null
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "#state = :state AND #since = :since",
            ExpressionAttributeNames: { "#state": "state", "#since": "since" },
            ExpressionAttributeValues: marshall({ ":state": before.state, ":since": before.since }),
          };
    const Item = itemOf(keys.host(use.pool, use.host), use);
    return await unlessRefused(
      this.#client.send(new PutItemCommand({ TableName: this.#table, Item, ...condition })),
    );
  }

  async keepNotice(pool: string, notice: Notice | null): Promise<void> {
    await this.#update(keys.state(pool), { notice });
  }

  async keepOutdated(pool: string, outdatedSince: number | null): Promise<void> {
    await this.#update(keys.state(pool), { outdatedSince });
  }

  async keepDrained(pool: string, drainedSince: number | null): Promise<void> {
    await this.#update(keys.state(pool), { drainedSince });
  }

  async takePoints(minute: number, wanted: number, limit: number): Promise<number> {
    const most = Math.min(wanted, limit);
    if (most <= 0) return 0;
    const left = await this.#take(minute, most, limit);
    if (left >= most || left <= 0) return Math.max(0, left);
    return (await this.#take(minute, left, limit)) >= left ? left : 0;
  }

  async mark(name: string): Promise<string | null> {
    return (await this.#get(keys.mark(name)))?.["value"]?.S ?? null;
  }

  async keepMark(name: string, value: string): Promise<void> {
    await this.#update(keys.mark(name), { value, expires: this.#seconds() + keptFor.mark });
  }

  /** Takes so many points, at most the limit; answers how many there are if they are fewer. */
  async #take(minute: number, wanted: number, limit: number): Promise<number> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          ...{ TableName: this.#table, Key: keys.points(minute) },
          ...updateOf(
            { add: { used: wanted }, set: { expires: minute * 60 + keptFor.points } },
            { names: { "#used": "used" }, values: { ":most": limit - wanted } },
          ),
          ConditionExpression: "attribute_not_exists(#used) OR #used <= :most",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return wanted;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return limit - Number(error.Item?.["used"]?.N ?? 0);
    }
  }

  async #get(Key: Item): Promise<Item | null> {
    const request = new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true });
    return (await this.#client.send(request)).Item ?? null;
  }

  async #query(query: Omit<QueryCommandInput, "TableName">, most = Infinity): Promise<readonly Item[]> {
    const items: Item[] = [];
    let next: Item | undefined;
    do {
      const request = new QueryCommand({ TableName: this.#table, ...query, ExclusiveStartKey: next });
      const { Items = [], LastEvaluatedKey } = await this.#client.send(request);
      items.push(...Items);
      next = LastEvaluatedKey;
    } while (next !== undefined && items.length < most);
    return items.slice(0, Math.min(most, items.length));
  }

  async #update(Key: Item, set: object, condition?: string): Promise<void> {
    const request = new UpdateItemCommand({
      ...{ TableName: this.#table, Key },
      ...updateOf({ set: { ...set } }),
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
    });
    await unlessRefused(this.#client.send(request));
  }

  #writing() {
    return { table: this.#table, now: this.#clock.now() };
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
