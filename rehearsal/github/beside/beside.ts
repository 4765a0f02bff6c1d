import type { Received } from "../http/listen.ts";
import type { Reply } from "../http/route.ts";

/** What is served beside the API. */
export interface Service {
  /** Null where something else is asked for. Throws an ApiError. */
  answer(received: Received): Reply | null | Promise<Reply | null>;
}

/** The answer of the first service that has one; null: none has. */
export async function answerBeside(services: readonly Service[], received: Received): Promise<Reply | null> {
  for (const service of services) {
    const reply = await service.answer(received);
    if (reply !== null) return reply;
  }
  return null;
}
