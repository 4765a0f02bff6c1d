import { z } from "zod";
import type { Delivery, ListedJob, ListedRunner, RunFacts, RunnerVersion } from "../ports/github.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const repository = z.object({ full_name: z.string() });

/** A registration (`POST .../actions/runners/generate-jitconfig`). */
export const registration = z
  .object({ runner: z.object({ id: z.int() }), encoded_jit_config: z.string().min(1) })
  .transform(({ runner, encoded_jit_config }) => ({ id: runner.id, jitConfig: encoded_jit_config }));

const runner = z
  .object({ id: z.int(), name: z.string(), status: z.string(), busy: z.boolean() })
  .transform(({ id, name, status, busy }): ListedRunner => ({ id, name, busy, online: status === "online" }));

/** A page of runners (`GET .../actions/runners`); `count`: how many there are on all pages. */
export const runnerPage = z
  .object({ total_count: z.int(), runners: z.array(runner) })
  .transform(({ total_count: count, runners }) => ({ count, runners }));

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
      run_attempt: attempt,
      repository: { full_name, private: isPrivate },
      ...rest
    }): RunFacts => ({
      ...{ id, event, attempt, repository: full_name, isPublic: !isPrivate },
      headRepository: rest.head_repository?.full_name ?? null,
    }),
  );

/** A page of runs. */
export const runPage = z
  .object({ workflow_runs: z.array(run) })
  .transform(({ workflow_runs }) => workflow_runs);

/** A job of a run, whose repository is the one that was asked for it. */
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
  .transform(
    ({ run_id, run_attempt, status, runner_name, created_at, ...rest }): Omit<ListedJob, "repository"> => ({
      ...{ ...rest, runId: run_id, attempt: run_attempt, createdAt: created_at },
      status: statusOf(status),
      runner: runner_name || null,
    }),
  );

/** A page of jobs. */
export const jobPage = z.object({ jobs: z.array(job) }).transform(({ jobs }) => jobs);

/** Numbers that JavaScript would round are read as text. */
const large = z.union([z.int().transform(String), z.string().regex(/^\d+$/)]);

/** A page of deliveries of a webhook. Its receiver answers 2xx to what it took. */
export const deliveryPage = z.array(
  z
    .object({ id: large, guid: z.string(), delivered_at: time, status_code: z.int() })
    .transform(({ id, guid, delivered_at: at, status_code }): Delivery => ({
      ...{ id, guid, at },
      succeeded: status_code >= 200 && status_code < 300,
    })),
);

const release = z.object({
  tag_name: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  published_at: time.nullable(),
});

/** Releases of `actions/runner`, as far as they are published versions. */
export const releases = z.array(release).transform((all) =>
  all.flatMap(({ tag_name, draft, prerelease, published_at }): RunnerVersion[] => {
    const version = /^v(\d+\.\d+\.\d+)$/.exec(tag_name)?.[1];
    if (version === undefined || draft || prerelease || published_at === null) return [];
    return [{ version, publishedAt: published_at }];
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
