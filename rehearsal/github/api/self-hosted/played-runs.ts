import type { RunFacts } from "../../../../runners/ports/github.ts";
import type { GitHubModel, ModelJob } from "../../../runners/github-model.ts";
import { timestamp, type JobRecord, type RunRecord } from "../../store/records.ts";
import { repositoryOf } from "../of-repository.ts";
import type { Call } from "../../http/route.ts";

/** Runs of the repository: those that are kept, and those that are played, the newest last. */
export function runsOf(call: Call): readonly RunRecord[] {
  const { fullName, record } = repositoryOf(call);
  const { runners } = call;
  const played = [...(runners?.runs.values() ?? [])].filter(({ repository }) => repository === fullName);
  return [
    ...(record.runs ?? []),
    ...played.flatMap((run) => (runners === null ? [] : recordOfRun(runners, run))),
  ];
}

/** What is told of a run that is played beside what its record says; empty for others. */
export function ofPlayedRun(
  { runners }: Call,
  id: number,
  repository: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const run = runners?.runs.get(id);
  if (run === undefined) return {};
  const { headRepository, isPublic } = run;
  const own = { ...repository, private: !isPublic };
  return { repository: own, head_repository: headRepository && { ...own, full_name: headRepository } };
}

/** What is told of a job that is played beside what its record says; empty for others. */
export function ofPlayedJob({ runners }: Call, id: number): Readonly<Record<string, unknown>> {
  const job = runners?.jobs.get(id);
  if (job === undefined) return {};
  const taker = [...(runners?.runners.values() ?? [])].find(({ name }) => name === job.runner);
  const isTaken = job.runner !== null;
  return {
    ...{ runner_name: job.runner, runner_id: isTaken ? (taker?.id ?? 0) : null },
    ...{ runner_group_id: isTaken ? 1 : null, runner_group_name: isTaken ? "Default" : null },
  };
}

function recordOfRun(model: GitHubModel, { id, attempt, event }: RunFacts): RunRecord {
  const jobs = model.jobsOf(id);
  const ofAttempt = jobs.filter((job) => job.attempt === attempt);
  const all = (status: string) => ofAttempt.every((job) => job.status === status);
  const status =
    ofAttempt.length > 0 && all("completed") ? "completed" : all("queued") ? "queued" : "in_progress";
  const isWell = ofAttempt.every(({ conclusion }) => conclusion === "success");
  const created_at = timestamp(
    new Date(Math.min(model.clock.now(), ...jobs.map(({ createdAt }) => createdAt))),
  );
  return {
    ...{ id, workflow: "release.yml", name: "Release", number: 1, attempt, event },
    ...{ head_branch: "main", head_sha: "0".repeat(40), status, actor: "octocat" },
    ...{ conclusion: status !== "completed" ? null : isWell ? "success" : "failure" },
    ...{ created_at, updated_at: created_at, jobs: jobs.map(recordOfJob) },
  };
}

function recordOfJob({ id, name, attempt, status, conclusion, createdAt, labels }: ModelJob): JobRecord {
  const at = timestamp(new Date(createdAt));
  const completed_at = status === "completed" ? at : null;
  return {
    ...{ id, name, attempt, status, created_at: at, started_at: at, completed_at, labels: [...labels] },
    conclusion: conclusion as JobRecord["conclusion"],
  };
}
