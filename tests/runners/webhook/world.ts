import { createHmac, randomUUID } from "node:crypto";
import { JsonLog } from "../../../runners/functions/json-log.ts";
import type { Pool } from "../../../runners/settings/pool.ts";
import type { Receiving, WebhookRequest } from "../../../runners/webhook/receive.ts";
import { MemoryHints } from "../../../rehearsal/runners/memory/hints.ts";
import { MemoryTable } from "../../../rehearsal/runners/memory/table.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { settingsWith } from "../world/settings.ts";

export const secret = "planted-secret-of-the-webhook";

/** A webhook with one pool, its services in memory, and what it logs. */
export function webhook(change: Partial<Receiving> = {}, pool: Partial<Pool> = {}) {
  const clock = new SimulatedTime();
  const hints = new MemoryHints(clock);
  const table = new MemoryTable(clock);
  const lines: string[] = [];
  const log = new JsonLog(
    (line) => lines.push(line),
    () => clock.now(),
  );
  const settings = settingsWith(pool);
  const receiving: Receiving = { settings, clock, table, hints, log, secrets: [secret], ...change };
  return { clock, hints, table, lines, receiving };
}

/** The body of a `workflow_job` event of that action. */
export function jobBody(action: string, change: object = {}): Buffer {
  const times = {
    created_at: "2026-11-23T10:00:00Z",
    started_at: "2026-11-23T10:01:00Z",
    completed_at: action === "completed" ? "2026-11-23T10:05:00Z" : null,
  };
  const ids = { id: 7, run_id: 3, run_attempt: 1, name: "build" };
  const job = { ...ids, labels: ["self-hosted", "ARM64"], conclusion: null, runner_name: null };
  const workflow_job = { ...job, ...times, ...change };
  return Buffer.from(JSON.stringify({ action, workflow_job, repository: { full_name: "octo-org/example" } }));
}

export interface Signing {
  readonly key?: string;
  readonly delivery?: string;
  readonly event?: string;
}

/** The body as GitHub delivers it. */
export function signed(body: Buffer, { key = secret, delivery, event }: Signing = {}): WebhookRequest {
  const signature = `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
  return {
    headers: {
      "x-github-event": event ?? "workflow_job",
      "x-github-delivery": delivery ?? randomUUID(),
      "x-hub-signature-256": signature,
    },
    body,
  };
}
