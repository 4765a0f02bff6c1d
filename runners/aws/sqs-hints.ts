import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Hints } from "../ports/hints.ts";

/**
 * Hints in a FIFO queue: those of a pool are a group, handled one after the other, and SQS takes one of each id within
 * five minutes.
 */
export class SqsHints implements Hints {
  readonly #client: SQSClient;
  readonly #queue: string;

  /** `queue`: its address. */
  constructor(client: SQSClient, queue: string) {
    this.#client = client;
    this.#queue = queue;
  }

  async send(pool: string, id: string): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        ...{ QueueUrl: this.#queue, MessageBody: pool },
        ...{ MessageGroupId: pool, MessageDeduplicationId: id },
      }),
    );
  }
}
