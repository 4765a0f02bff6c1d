import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type Job, type JobNews, jobStates, newJob } from "../../jobs/job.ts";
import type { JobChange } from "../../ports/table.ts";
import { keptFor, keys } from "./definition.ts";
import { type Changes, updateOf } from "./update.ts";

/** Where a write goes, and when it is made (ms since 1970). */
export interface Writing {
  readonly table: string;
  readonly now: number;
}

/**
 * The writes that keep a job's news: in the job itself, and in its pool's partition, where open jobs are read. Both or
 * none; refused where the job is in that state already or in a later one, is settled, or is another pool's: that pool's
 * copy would be left behind.
 */
export function keepingJob(
  news: JobNews,
  delivery: string | null,
  { table, now }: Writing,
): readonly TransactWriteItem[] {
  const { state, at, conclusion, runner, ...rest } = news;
  const fresh = newJob(news);
  const isStart = state === "in_progress";
  const { refusal, isExpired, onDemand, rerun, ranOn } = fresh;
  const changes: Changes = {
    set: {
      ...{ state, at, conclusion, rank: jobStates.indexOf(state), doubt: null, expires: expiry(now) },
      ...(runner === null ? {} : { runner }),
      ...(isStart ? { startedAt: at } : {}),
    },
    setIfAbsent: {
      ...{ ...rest, refusal, isExpired, onDemand, rerun, ranOn },
      ...(runner === null ? { runner } : {}),
      ...(isStart ? {} : { startedAt: null }),
    },
    ...(delivery === null ? {} : { add: { deliveries: new Set([delivery]) } }),
  };
  const listed = { ...changes, setIfAbsent: { ...changes.setIfAbsent, listedIn: news.pool } };
  return [
    {
      Update: {
        ...{ TableName: table, Key: keys.job(news.id) },
        ...updateOf(listed, {
          names: { "#rank": "rank", "#pool": "pool", "#settled": "settled" },
          values: { ":rank": jobStates.indexOf(state), ":pool": news.pool },
        }),
        ConditionExpression:
          "attribute_not_exists(pk) OR (#rank < :rank AND #pool = :pool AND attribute_not_exists(#settled))",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    },
    { Update: { TableName: table, Key: keys.openJob(news.pool, news.id), ...updateOf(changes) } },
  ];
}

/** The writes that change an open job, in both places. */
export function changingJob(
  { id, pool }: Pick<Job, "id" | "pool">,
  change: JobChange,
  { table }: Writing,
): readonly TransactWriteItem[] {
  return [keys.job(id), keys.openJob(pool, id)].map((Key) => ({
    Update: {
      TableName: table,
      Key,
      ...updateOf({ set: change }),
      ConditionExpression: "attribute_exists(pk)",
    },
  }));
}

/**
 * The writes that take it out of its pool's partition; news that come late don't bring it back. Refused where something
 * is left to be done for it after all, as `isSettled` judges it.
 */
export function settlingJob(
  { id, pool }: Pick<Job, "id" | "pool">,
  { table, now }: Writing,
): readonly TransactWriteItem[] {
  return [
    {
      Update: {
        ...{ TableName: table, Key: keys.job(id) },
        ...updateOf(
          { set: { settled: now, expires: expiry(now) } },
          {
            names: { "#state": "state", "#isExpired": "isExpired", "#rerun": "rerun" },
            values: { ":completed": "completed", ":yes": true, ":wanted": "wanted" },
          },
        ),
        ConditionExpression: "(#state = :completed OR #isExpired = :yes) AND #rerun <> :wanted",
      },
    },
    { Delete: { TableName: table, Key: keys.openJob(pool, id) } },
  ];
}

/** The job that an item holds. */
export function jobOf(item: Record<string, AttributeValue>): Job {
  const { pk, sk, rank, expires, settled, deliveries, listedIn, ...job } = unmarshall(item);
  return job as Job;
}

function expiry(now: number): number {
  return Math.floor(now / 1000) + keptFor.job;
}
