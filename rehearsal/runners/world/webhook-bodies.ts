import { createHmac } from "node:crypto";
import type { WebhookRequest } from "../../../runners/webhook/receive.ts";
import type { ModelDelivery, ModelEvent } from "../github-model.ts";

/** The request by which GitHub delivers it, signed. */
export function webhookRequest({ guid, event }: Readonly<ModelDelivery>, secret: string): WebhookRequest {
  const body = Buffer.from(JSON.stringify(bodyOf(event)));
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = {
    "x-github-event": event.name,
    "x-github-delivery": guid,
    "x-hub-signature-256": signature,
  };
  return { headers, body };
}

/** The part of an event's payload that tells of the job or run, in GitHub's words. */
export function bodyOf(event: ModelEvent): object {
  if (event.name === "workflow_run") {
    const { id, event: trigger, headRepository, attempt, repository, isPublic } = event.run;
    const head = headRepository === null ? null : { full_name: headRepository };
    return {
      action: "requested",
      workflow_run: { id, event: trigger, run_attempt: attempt, head_repository: head },
      repository: { full_name: repository, private: !isPublic },
    };
  }
  const { id, runId, attempt, name, labels, status, conclusion, runner, createdAt, repository } = event.job;
  const created = new Date(createdAt).toISOString();
  return {
    action: status,
    workflow_job: {
      ...{ id, run_id: runId, run_attempt: attempt, name, labels, conclusion, runner_name: runner },
      ...{ status, created_at: created, started_at: created, completed_at: null },
    },
    repository: { full_name: repository },
  };
}
