import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { type Moto, startMoto } from "../../../rehearsal/aws/moto/moto.ts";
import { tableDefinition } from "../../../runners/aws/table/definition.ts";
import { type AwsClients, awsClients } from "../../../runners/aws/clients.ts";

/** An account of moto's, with clients of it. */
export interface Account {
  readonly clients: AwsClients;
  readonly moto: Moto;
  close(): Promise<void>;
}

export const region = "eu-west-1";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

/** Starts moto; `through`: another address to reach it by, such as a proxy's. */
export async function openAccount(through?: (moto: Moto) => Promise<string>): Promise<Account> {
  const moto = await startMoto();
  const endpoint = (await through?.(moto)) ?? moto.url;
  // Moto loads a service when it is first asked: what comes late is not to be asked twice.
  const clients = awsClients({ endpoint, region, credentials, patience: 60_000 });
  return {
    clients,
    moto,
    close: async () => {
      Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
      await moto.stop();
    },
  };
}

/** Makes a table as the stack does. */
export async function createTable({ dynamodb }: AwsClients, name: string): Promise<void> {
  const { partitionKey, sortKey, index } = tableDefinition;
  const key = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  await dynamodb.send(
    new CreateTableCommand({
      ...{ TableName: name, BillingMode: "PAY_PER_REQUEST", KeySchema: key(partitionKey, sortKey) },
      AttributeDefinitions: [
        ...[partitionKey, sortKey, index.partitionKey].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S" as const,
        })),
        { AttributeName: index.sortKey, AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [
        {
          ...{ IndexName: index.name, KeySchema: key(index.partitionKey, index.sortKey) },
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
}

/** Makes a queue as the stack does; answers its address. */
export async function createQueue({ sqs }: AwsClients, name: string): Promise<string> {
  const Attributes = { FifoQueue: "true", VisibilityTimeout: "90" };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
  if (QueueUrl === undefined) throw new Error("moto made no queue");
  return QueueUrl;
}
