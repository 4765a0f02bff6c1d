import assert from "node:assert/strict";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { MemoryHints } from "../../../rehearsal/runners/memory/hints.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { SqsHints } from "../../../runners/aws/sqs-hints.ts";
import type { Hints } from "../../../runners/ports/hints.ts";
import { type Account, createQueue, openAccount } from "../aws/account.ts";

/** A queue, and what is received of it: pools, with a way to say that they are done with. */
interface Ground {
  readonly hints: Hints;
  readonly receive: () => Promise<{
    readonly pools: readonly string[];
    readonly done: () => Promise<unknown>;
  }>;
}

/** What every queue of hints does. */
function behavesAsHints(fresh: () => Promise<Ground>): void {
  it("gives hints of a pool one after the other, and those of another beside them", async () => {
    const { hints, receive } = await fresh();
    await hints.send("arm64", "a");
    const first = await receive();
    await hints.send("arm64", "b");
    await hints.send("mac", "c");
    const second = await receive();
    assert.deepEqual([first.pools, second.pools], [["arm64"], ["mac"]]);
    await first.done();
    assert.deepEqual((await receive()).pools, ["arm64"]);
  });

  it("takes one hint of each id", async () => {
    const { hints, receive } = await fresh();
    await Promise.all([1, 2, 3].map(() => hints.send("arm64", "a")));
    const { pools, done } = await receive();
    await done();
    assert.deepEqual([pools, (await receive()).pools], [["arm64"], []]);
  });
}

describe("the hints of a control plane, in memory", () => {
  behavesAsHints(async () => {
    const hints = new MemoryHints(new SimulatedTime());
    return {
      hints,
      receive: async () => {
        const batch = hints.take();
        const pools = batch === null ? [] : Array.from({ length: batch.count }, () => batch.pool);
        return { pools, done: async () => batch && hints.giveBack(batch, true) };
      },
    };
  });
});

describe("the hints of a control plane, in SQS", function () {
  this.timeout(120_000);
  let account: Account;
  let queues = 0;

  before(async () => {
    account = await openAccount();
  });
  after(() => account.close());

  behavesAsHints(async () => {
    const { sqs } = account.clients;
    const QueueUrl = await createQueue(account.clients, `hints-${++queues}`);
    return {
      hints: new SqsHints(sqs, QueueUrl),
      receive: async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
        );
        const done = async () => {
          for (const { ReceiptHandle } of Messages)
            await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        };
        return { pools: Messages.map(({ Body }) => Body ?? ""), done };
      },
    };
  });
});
