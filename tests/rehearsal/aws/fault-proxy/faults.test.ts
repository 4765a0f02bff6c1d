import assert from "node:assert/strict";
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type FaultProxy, startFaultProxy } from "../../../../rehearsal/aws/fault-proxy/proxy.ts";
import { SimulatedTime } from "../../../../rehearsal/runners/simulated-time.ts";
import { tableDefinition } from "../../../../runners/aws/table/definition.ts";
import { type Account, createQueue, createTable, openAccount, region } from "../../../runners/aws/account.ts";

const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

describe("faults of AWS's services, as the SDK meets them", function () {
  this.timeout(120_000);
  let account: Account;
  let proxy: FaultProxy;
  let queue: string;
  /** Clients that ask once. */
  let ec2: EC2Client;
  let dynamodb: DynamoDBClient;
  let sqs: SQSClient;
  let ssm: SSMClient;

  before(async () => {
    const time = new SimulatedTime();
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, time)).url);
    await createTable(account.clients, "runners");
    queue = await createQueue(account.clients, "hints");
    const hasty = { endpoint: proxy.url, region, credentials, maxAttempts: 1 };
    [ec2, dynamodb] = [new EC2Client(hasty), new DynamoDBClient(hasty)];
    [sqs, ssm] = [new SQSClient(hasty), new SSMClient(hasty)];
  });
  beforeEach(() => proxy.faults.clear());
  after(async () => {
    [ec2, dynamodb, sqs, ssm].forEach((client) => client.destroy());
    await account.close();
    await proxy.close();
  });

  const parameter = (Name: string, Value = "1") =>
    new PutParameterCommand({ Name, Value, Type: "String", Overwrite: false });
  const read = async (Name: string) =>
    (await account.clients.ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;

  it("asks each service too often by its own code", async () => {
    proxy.faults.add({ fault: "throttled" });
    const { partitionKey, sortKey } = tableDefinition;
    const Key = { [partitionKey]: { S: "a" }, [sortKey]: { S: "b" } };
    const message = new SendMessageCommand({ QueueUrl: queue, MessageBody: "a", MessageGroupId: "a" });
    await assert.rejects(ec2.send(new DescribeSubnetsCommand({})), { name: "RequestLimitExceeded" });
    await assert.rejects(dynamodb.send(new GetItemCommand({ TableName: "runners", Key })), {
      name: "ProvisionedThroughputExceededException",
    });
    await assert.rejects(sqs.send(message), { name: "RequestThrottled" });
    await assert.rejects(ssm.send(parameter("/throttled")), { name: "ThrottlingException" });
    proxy.faults.clear();
    await assert.rejects(read("/throttled"), { name: "ParameterNotFound" });
  });

  it("is got over by a client that asks again", async () => {
    const calls = () => proxy.calls.get("ssm.PutParameter") ?? 0;
    const before = calls();
    proxy.faults.add({ service: "ssm", fault: "unavailable", times: 2 });
    await account.clients.ssm.send(parameter("/again"));
    assert.deepEqual([await read("/again"), calls() - before], ["1", 3]);
  });

  it("loses the answer of what is done", async () => {
    proxy.faults.add({ action: "PutParameter", fault: "lost", times: 1 });
    await assert.rejects(
      ssm.send(parameter("/lost")),
      ({ name }: Error) => name !== "ParameterAlreadyExists",
    );
    await assert.rejects(ssm.send(parameter("/lost")), { name: "ParameterAlreadyExists" });
    assert.equal(await read("/lost"), "1");
  });

  it("breaks a connection before anything is done", async () => {
    proxy.faults.add({ action: "PutParameter", fault: "unheard", times: 1 });
    await assert.rejects(ssm.send(parameter("/unheard")));
    await assert.rejects(read("/unheard"), { name: "ParameterNotFound" });
    await ssm.send(parameter("/unheard"));
  });

  it("answers late what is done at once", async () => {
    const order: string[] = [];
    const note = (what: string) => () => void order.push(what);
    proxy.faults.add({ action: "PutParameter", fault: { slow: 1000 }, times: 1 });
    const slow = ssm.send(parameter("/slow")).then(note("answer"));
    while (order.length === 0) await read("/slow").then(note("effect"), () => {});
    await slow;
    assert.deepEqual(order, ["effect", "answer"]);
  });

  it("refuses what a test says, with the service's code, to the requests it says", async () => {
    proxy.faults.add({
      ...{ service: "dynamodb", when: ({ body }) => body.includes("secret") },
      fault: { code: "TransactionInProgressException", message: "in progress" },
    });
    const { partitionKey, sortKey } = tableDefinition;
    const put = (value: string) => {
      const Item = { [partitionKey]: { S: value }, [sortKey]: { S: "b" } };
      return dynamodb.send(new PutItemCommand({ TableName: "runners", Item }));
    };
    await assert.rejects(put("a secret"), { name: "TransactionInProgressException", message: "in progress" });
    await put("none");
    await dynamodb.send(new DescribeTableCommand({ TableName: "runners" }));
  });

  it("counts what was asked, by service and action, also where it fails", async () => {
    const name = "sqs.GetQueueAttributes";
    const before = proxy.calls.get(name) ?? 0;
    const attributes = () => sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue }));
    await attributes();
    proxy.faults.add({ service: "sqs", fault: "unavailable", times: 1 });
    await assert.rejects(attributes(), { name: "InternalError" });
    assert.equal((proxy.calls.get(name) ?? 0) - before, 2);
  });
});
