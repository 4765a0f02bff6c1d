import { z } from "zod";
import type { Delivery, ListedJob, ListedRunner, RunFacts, RunnerVersion } from "../ports/github.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const repository = z.object({ full_name: z.string() });

/** A registration (`POST .../actions/runners/generate-jitconfig`). */
export const registration = z
  .object({ runner: z.object({ id: z.int() }), encoded_jit_config: z.string().min(1) })
  .transform(({ runner, encoded_jit_config }) => ({ id: runner.id, jitConfig: encoded_jit_config }));

/** A page of runners (`GET .../actions/runners`). */
export const runnerPage = z.object({
  runners: z.array(
    z
      .object({ id: z.int(), name: z.string(), status: z.string(), busy: z.boolean() })
      .transform(({ id, name, status, busy }): ListedRunner => ({
        id,
        name,
        busy,
        online: status === "online",
      })),
  ),
});

/** A run of a workflow. */
export const run = z
  .object({
    id: z.int(),
    event: z.string(),
    run_attempt: z.int().default(1),
    repository: repository.extend({ private: z.boolean() }),
    head_repository: repository.nullish(),
  })
  .transform(
    ({
      id,
      event,
      run_attempt,
      repository: { full_name, private: isPrivate },
      head_repository,
    }): RunFacts => ({
      ...{ id, event, repository: full_name, isPublic: !isPrivate, attempt: run_attempt },
      headRepository: head_repository?.full_name ?? null,
    }),
  );

export const runPage = z.object({ workflow_runs: z.array(run) });

/** A job of a run; its repository is the one that was asked for it. */
export const job = z
  .object({
    id: z.int(),
    run_id: z.int(),
    run_attempt: z.int().default(1),
    name: z.string(),
    labels: z.array(z.string()),
    status: z.string(),
    conclusion: z.string().nullable(),
    runner_name: z.string().nullish(),
    created_at: time,
  })
  .transform(({ id, run_id, run_attempt, name, labels, status, conclusion, runner_name, created_at }) => ({
    ...{ id, runId: run_id, attempt: run_attempt, name, labels, conclusion, createdAt: created_at },
    status: statusOf(status),
    runner: runner_name === undefined || runner_name === "" ? null : runner_name,
  }));

export const jobPage = z.object({ jobs: z.array(job) });

/** A page of deliveries of a webhook. */
export const deliveryPage = z.array(
  z
    .object({ id: z.int(), guid: z.string(), delivered_at: time, status_code: z.int() })
    .transform(({ id, guid, delivered_at, status_code }): Delivery => ({
      ...{ id, guid, at: delivered_at },
      succeeded: status_code >= 200 && status_code < 300,
    })),
);

/** Releases of `actions/runner`. */
export const releases = z
  .array(
    z.object({
      tag_name: z.string(),
      draft: z.boolean(),
      prerelease: z.boolean(),
      published_at: time.nullable(),
    }),
  )
  .transform((all) =>
    all.flatMap(({ tag_name, draft, prerelease, published_at }): RunnerVersion[] => {
      const version = /^v(\d+\.\d+\.\d+)$/.exec(tag_name)?.[1];
      const isOut = version !== undefined && !draft && !prerelease && published_at !== null;
      return isOut ? [{ version, publishedAt: published_at }] : [];
    }),
  );

function statusOf(status: string): ListedJob["status"] {
  switch (status) {
    case "queued":
    case "in_progress":
    case "completed":
      return status;
    default:
      return "waiting";
  }
}
