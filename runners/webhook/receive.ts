import { isServed } from "../jobs/guard.ts";
import { poolOfLabels } from "../pools/pool-of-labels.ts";
import type { Services } from "../ports/services.ts";
import { readJobEvent, readRunEvent, type JobEvent } from "./events.ts";
import { isSigned } from "./signature.ts";

/** A request as it came, its body not read yet. */
export interface WebhookRequest {
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What is answered and logged: no word of what was sent beyond what was checked. */
export interface WebhookAnswer {
  readonly status: 200 | 202 | 400 | 401 | 413 | 503;
  readonly message: string;
}

/** What a delivery is handled with; `secrets`: one, or two while one takes the other's place. */
export interface Receiving extends Pick<Services, "settings" | "clock" | "table" | "hints" | "log"> {
  readonly secrets: readonly string[];
}

/** Bytes; GitHub's own events of jobs have some 30,000. */
const mostBytes = 1024 * 1024;

/**
 * Keeps what GitHub tells of a job, and wakes its pool where it waits for a runner. GitHub is asked nothing. Where keeping
 * or waking fails, the answer is an error, by which the delivery is found and sent again.
 */
export async function receive(request: WebhookRequest, receiving: Receiving): Promise<WebhookAnswer> {
  const { headers, body } = request;
  if (body.byteLength > mostBytes) return { status: 413, message: "the body is too large" };
  if (!isSigned(body, headers["x-hub-signature-256"], receiving.secrets))
    return { status: 401, message: "the signature is none of this webhook's" };
  const delivery = headers["x-github-delivery"] ?? "";
  if (!/^[0-9a-f-]{36}$/i.test(delivery)) return { status: 400, message: "names no delivery" };
  try {
    switch (headers["x-github-event"]) {
      case "workflow_job":
        return await receiveJob(readJobEvent(body, receiving.clock.now()), delivery, receiving);
      case "workflow_run":
        return await receiveRun(body, receiving);
      default:
        return { status: 200, message: "is no event of a job or run" };
    }
  } catch (cause) {
    receiving.log.warn("delivery not kept", { delivery }, cause);
    return { status: 503, message: "could not be kept: it has to be sent again" };
  }
}

async function receiveJob(
  event: JobEvent | null,
  delivery: string,
  { settings, table, hints }: Receiving,
): Promise<WebhookAnswer> {
  if (event === null) return { status: 400, message: "is not what GitHub tells of a job" };
  const { labels, ...told } = event;
  const pool = poolOfLabels(labels, settings.pools);
  if (pool === null) return { status: 200, message: "no pool has its labels" };
  if (!isServed(event.repository, pool))
    return { status: 200, message: `pool ${pool.name} is not for its repository` };
  const { state } = await table.keepJob({ ...told, pool: pool.name }, delivery);
  // Also where it was known: the hint of an earlier attempt may have been lost. The queue takes one of each delivery.
  if (event.state === "queued" && state === "queued") await hints.send(pool.name, delivery);
  return { status: 202, message: `${event.state} in pool ${pool.name}` };
}

/** A run's event and origin, told without being asked: it spares a request of GitHub for each run. */
async function receiveRun(body: Uint8Array, { settings, table }: Receiving): Promise<WebhookAnswer> {
  const facts = readRunEvent(body);
  if (facts === null) return { status: 400, message: "is not what GitHub tells of a run" };
  if (!settings.pools.some((pool) => isServed(facts.repository, pool)))
    return { status: 200, message: "no pool is for its repository" };
  await table.keepRuns([facts]);
  return { status: 202, message: "run kept" };
}
