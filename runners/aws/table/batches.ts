import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type KeysAndAttributes,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import type { RunFacts } from "../../ports/github.ts";
import { keys } from "./definition.ts";
import { itemOf, withoutKeys } from "./pool-view.ts";

/** What DynamoDB takes in one call. */
const mostReads = 100;
const mostWrites = 25;

/** How often what DynamoDB left out is asked for again. */
const tries = 6;

/** Reads what is known of runs. */
export async function readRuns(
  client: DynamoDBClient,
  table: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, RunFacts>> {
  const found = new Map<number, RunFacts>();
  // DynamoDB refuses a call that asks for the same item twice.
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += mostReads) {
    let left: KeysAndAttributes | undefined = {
      Keys: wanted.slice(at, at + mostReads).map((id) => keys.run(id)),
      ConsistentRead: true,
    };
    for (let attempt = 0; left !== undefined; attempt++) {
      if (attempt === tries) throw new Error("DynamoDB answers for a part of the runs only");
      await pause(attempt);
      const request = new BatchGetItemCommand({ RequestItems: { [table]: left } });
      const answer: BatchGetItemCommandOutput = await client.send(request);
      for (const item of answer.Responses?.[table] ?? []) {
        const facts = withoutKeys(item) as RunFacts;
        found.set(facts.id, facts);
      }
      left = answer.UnprocessedKeys?.[table];
    }
  }
  return found;
}

/** Writes what is known of runs; `expires`: seconds since 1970. */
export async function writeRuns(
  client: DynamoDBClient,
  table: string,
  { facts, expires }: { readonly facts: readonly RunFacts[]; readonly expires: number },
): Promise<void> {
  // DynamoDB refuses a call that writes the same item twice.
  const runs = [...new Map(facts.map((one) => [one.id, one])).values()];
  for (let at = 0; at < runs.length; at += mostWrites) {
    let left: WriteRequest[] = runs.slice(at, at + mostWrites).map((run) => ({
      PutRequest: { Item: itemOf(keys.run(run.id), { ...run, expires }) },
    }));
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === tries) throw new Error("DynamoDB wrote a part of the runs only");
      await pause(attempt);
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
      );
      left = UnprocessedItems?.[table] ?? [];
    }
  }
}

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, attempt === 0 ? 0 : Math.random() * 50 * 2 ** attempt));
}
