import { servePool } from "../pools/serve.ts";
import type { Services } from "../ports/services.ts";

/** A batch of a queue as Lambda is given it, as far as it is read. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Messages that are to come again. */
export interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Serves each pool that hints of the batch are for, once. Where that fails, its hints come again, and nobody else's: one
 * bad message poisons no batch.
 */
export async function serveHints({ Records }: QueueEvent, services: Services): Promise<QueueAnswer> {
  const names = [...new Set(Records.map(({ body }) => body))];
  const failed = new Set<string>();
  await Promise.all(
    names.map(async (name) => {
      const pool = services.settings.pools.find((one) => one.name === name);
      if (pool === undefined) {
        services.log.warn("hint of an unknown pool", { hint: name.slice(0, 40) });
        return;
      }
      try {
        await servePool(pool, services);
      } catch (cause) {
        services.log.warn("pool not served", { pool: name }, cause);
        failed.add(name);
      }
    }),
  );
  const again = Records.filter(({ body }) => failed.has(body));
  return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
