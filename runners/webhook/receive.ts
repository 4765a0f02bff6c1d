import type { Hints } from "../ports/hints.ts";
import type { JobTable } from "../ports/job-table.ts";
import { type Pool, poolFor } from "../pools/pool.ts";
import { readJobEvent } from "./job-event.ts";
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

export interface Receiving {
  readonly secrets: readonly string[];
  readonly pools: readonly Pool[];
  readonly jobs: JobTable;
  readonly hints: Hints;
}

/** Bytes; GitHub's own events of jobs have some 30,000. */
const mostBytes = 1024 * 1024;

/**
 * Keeps what GitHub tells of a job, and wakes its pool where it waits for a runner. GitHub is asked nothing. Where keeping
 * or waking fails, the answer is an error, by which the delivery is found and sent again: then the pool is woken though
 * the job is known.
 */
export async function receive(
  { headers, body }: WebhookRequest,
  { secrets, pools, jobs, hints }: Receiving,
): Promise<WebhookAnswer> {
  if (body.byteLength > mostBytes) return { status: 413, message: "the body is too large" };
  if (!isSigned(body, headers["x-hub-signature-256"], secrets))
    return { status: 401, message: "the signature is none of this webhook's" };
  const delivery = headers["x-github-delivery"] ?? "";
  if (!/^[0-9a-f-]{36}$/i.test(delivery)) return { status: 400, message: "names no delivery" };
  if (headers["x-github-event"] !== "workflow_job") return { status: 200, message: "is no event of a job" };
  const event = readJobEvent(body);
  if (event === null) return { status: 400, message: "is not what GitHub tells of a job" };
  const { labels, ...told } = event;
  const pool = poolFor(labels, pools);
  if (pool === null) return { status: 200, message: "no pool has its labels" };
  if (!pool.repositories.includes(event.repository))
    return { status: 200, message: `pool ${pool.name} is not for its repository` };
  try {
    const state = await jobs.keep({ ...told, pool: pool.name, delivery });
    if (event.state === "queued" && state === "queued") await hints.send(pool.name);
    return { status: 202, message: `${event.state} in pool ${pool.name}` };
  } catch {
    // What failed is logged by whoever asked; it may hold what must not be told.
    return { status: 503, message: "could not be kept: it has to be sent again" };
  }
}
