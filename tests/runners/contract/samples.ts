import type { JobNews } from "../../../runners/jobs/job.ts";
import type { Launch, Runner } from "../../../runners/pools/runner.ts";

const now = Date.UTC(2026, 10, 23, 12);

/** News of a queued job, changed. */
export function newsOf(change: Partial<JobNews> = {}): JobNews {
  return {
    ...{ id: 7, repository: "octo-org/example", runId: 3, attempt: 1, name: "build", pool: "arm64" },
    ...{ state: "queued", createdAt: now, at: now, runner: null, conclusion: null },
    ...change,
  };
}

/** A launch of two instances, changed. */
export function launchOf(change: Partial<Launch> = {}): Launch {
  return {
    ...{ token: "token-1", pool: "arm64", count: 2, market: "spot", host: null, instance: null },
    ...{ at: now, reserved: 600_000 },
    ...change,
  };
}

/** A runner that starts, changed. */
export function runnerOf(change: Partial<Runner> = {}): Runner {
  return {
    ...{ instance: "i-0123456789abcdef0", name: "prod-arm64-0123456789abcdef0-token-1", pool: "arm64" },
    ...{ launch: "token-1", market: "spot", type: "m7g.large", zone: "eu-west-1a", host: null },
    ...{ launchedAt: now, hourly: 90_000, reserved: 555_000, seenAt: null, idleSince: null },
    ...{ busySince: null, suspectSince: null, ending: null },
    ...change,
  };
}
