import assert from "node:assert/strict";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { awsClients } from "../../../runners/aws/clients.ts";
import { DynamoDbTable } from "../../../runners/aws/table/dynamodb-table.ts";
import { newJob } from "../../../runners/jobs/job.ts";
import { newsOf } from "../contract/samples.ts";
import { region } from "./account.ts";
import { type Answer, cancelled, scriptedDynamoDb, type ScriptedDynamoDb } from "./scripted-dynamodb.ts";

const facts = {
  ...{ id: 3, repository: "octo-org/example", isPublic: true, event: "push", headRepository: null },
  attempt: 1,
};

/** Moto does one thing after the other, never lacks capacity and never leaves anything out: these answers it has not. */
describe("the table on DynamoDB, given what moto does not answer", () => {
  let service: ScriptedDynamoDb;
  let end: () => Promise<void>;
  afterEach(() => end());

  async function tableOf(...answers: readonly Answer[]): Promise<DynamoDbTable> {
    service = await scriptedDynamoDb(answers);
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    const clients = awsClients({ endpoint: service.url, region, credentials, patience: 300 });
    end = async () => {
      Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
      await service.close();
    };
    return new DynamoDbTable(clients.dynamodb, "runners", new SimulatedTime());
  }

  it("tries a transaction again that met another one, or too much load", async () => {
    const table = await tableOf(
      cancelled({ Code: "TransactionConflict" }, { Code: "None" }),
      cancelled({ Code: "None" }, { Code: "ThrottlingError" }),
      cancelled({ Code: "ProvisionedThroughputExceeded" }, { Code: "None" }),
    );
    assert.deepEqual(await table.keepJob(newsOf(), "a"), { state: "queued", isNew: true });
    assert.equal(service.requests.length, 4);
  });

  it("takes the word of a condition, whatever else stood in the way, and reads nothing for it", async () => {
    const Item = marshall({ ...newJob(newsOf({ state: "completed" })), rank: 3 });
    const table = await tableOf(
      cancelled({ Code: "ConditionalCheckFailed", Item }, { Code: "TransactionConflict" }),
    );
    assert.deepEqual(await table.keepJob(newsOf(), "a"), { state: "completed", isNew: false });
    assert.equal(service.requests.length, 1);
  });

  it("throws where a transaction is refused for what no further try mends", async () => {
    const table = await tableOf(cancelled({ Code: "ValidationError", Message: "too large" }));
    await assert.rejects(table.keepJob(newsOf(), "a"), TransactionCanceledException);
    assert.equal(service.requests.length, 1);
  });

  it("asks again with the same token where no answer comes in time", async () => {
    const table = await tableOf("none");
    assert.equal((await table.keepJob(newsOf(), "a")).isNew, true);
    const tokens = service.requests.map((request) => request["ClientRequestToken"]);
    assert.equal(typeof tokens[0], "string");
    assert.deepEqual(tokens, [tokens[0], tokens[0]]);
  });

  it("gives up where no answer comes at all", async () => {
    const table = await tableOf("none", "none", "none", "none", "none");
    await assert.rejects(table.job(7), { name: "TimeoutError" });
    assert.equal(service.requests.length, 4);
  });

  it("writes again what DynamoDB left out", async () => {
    const left = [{ PutRequest: { Item: marshall({ pk: "RUN#4", sk: "RUN" }) } }];
    const table = await tableOf({ status: 200, body: { UnprocessedItems: { runners: left } } });
    await table.keepRuns([facts, { ...facts, id: 4 }]);
    assert.deepEqual(service.requests[1]?.["RequestItems"], { runners: left });
    assert.equal(service.requests.length, 2);
  });

  it("reads again what DynamoDB left out", async () => {
    const Keys = [marshall({ pk: "RUN#4", sk: "RUN" })];
    const answer = (id: number) => [marshall({ ...facts, id, pk: `RUN#${id}`, sk: "RUN", expires: 1 })];
    const table = await tableOf(
      {
        status: 200,
        body: { Responses: { runners: answer(3) }, UnprocessedKeys: { runners: { Keys } } },
      },
      { status: 200, body: { Responses: { runners: answer(4) } } },
    );
    const known = await table.runs([3, 4]);
    assert.deepEqual(
      [...known],
      [3, 4].map((id) => [id, { ...facts, id }]),
    );
    assert.deepEqual(service.requests[1]?.["RequestItems"], { runners: { Keys } });
  });
});
