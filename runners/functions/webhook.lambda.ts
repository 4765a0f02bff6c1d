import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { clientOptions } from "../aws/client-options.ts";
import { KeptValue } from "../aws/kept-value.ts";
import { SqsHints } from "../aws/sqs-hints.ts";
import { DynamoDbTable } from "../aws/table/dynamodb-table.ts";
import { functionEnvironment } from "./environment.ts";
import { answerHttp, type HttpAnswer, type HttpEvent } from "./http.ts";

const { settings, log, clock, variable } = functionEnvironment();
const table = new DynamoDbTable(new DynamoDBClient(clientOptions("dynamodb", {})), settings.aws.table, clock);
const hints = new SqsHints(new SQSClient(clientOptions("sqs", {})), settings.aws.queue);
/** Its parameter holds one secret a line: two while one takes the other's place. */
const kept = new KeptValue(
  new SSMClient(clientOptions("ssm", {})),
  variable("SLIPWAY_WEBHOOK_SECRETS"),
  clock.now,
);

/** Takes a delivery of GitHub's. */
export async function handler(event: HttpEvent): Promise<HttpAnswer> {
  const secrets = (await kept.get()).split("\n").map((line) => line.trim());
  return await answerHttp(event, { settings, table, hints, clock, log, secrets });
}
