import {
  type AttributeValue,
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";

/** How often a transaction is tried that met another one, or more load than DynamoDB takes at once. */
const tries = 8;

/** Why one was cancelled that may go through a moment later; the SDK leaves this to its caller. */
const passing = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

/** Null: all was written. Else the item as it was that a condition spoke against, if DynamoDB told it. */
export type Refused = { readonly item: Record<string, AttributeValue> | null } | null;

/** Writes all or nothing. Throws where it is not known whether it did. */
export async function transact(
  client: DynamoDBClient,
  items: readonly TransactWriteItem[],
): Promise<Refused> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
      return null;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons: readonly CancellationReason[] = error.CancellationReasons ?? [];
      const refused = reasons.find(({ Code }) => Code === "ConditionalCheckFailed");
      if (refused !== undefined) return { item: refused.Item ?? null };
      if (attempt >= tries || !reasons.some(({ Code = "" }) => passing.includes(Code))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}
