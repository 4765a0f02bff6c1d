import type { Pool } from "../../../runners/settings/pool.ts";
import { parseRunnerSettings, type RunnerSettings } from "../../../runners/settings/settings.ts";

const linux = {
  ...{ name: "arm64", platform: "linux", labels: ["self-hosted", "Linux", "ARM64"] },
  ...{ repositories: ["octo-org/example"], maximum: 10, monthly: 50, runnerVersion: "2.335.0" },
  types: [
    { type: "m7g.large", hourly: 0.09 },
    { type: "c7g.large", hourly: 0.08 },
  ],
  launchTemplate: "lt-0123456789abcdef0",
  subnets: ["subnet-0123456789abcdef0"],
};

const mac = {
  ...{ name: "mac", platform: "mac", labels: ["self-hosted", "macOS", "ARM64"] },
  ...{ repositories: ["octo-org/example"], maximum: 2, monthly: 2000, runnerVersion: "2.335.0" },
  ...{ types: [{ type: "mac2.metal", hourly: 0.65 }], launchTemplate: "lt-0123456789abcdef1" },
};

/** Settings with a Linux pool, changed; `more`: further pools. */
export function settingsWith(
  change: Partial<Pool> = {},
  more: readonly Partial<Pool>[] = [],
): RunnerSettings {
  const text = JSON.stringify({
    stack: "prod",
    github: {
      ...{ api: "https://api.github.com", scope: "octo-org", webhook: "app" },
      ...{ appId: 1, installationId: 2 },
    },
    aws: {
      ...{ table: "slipway-prod-runners", queue: "https://sqs.example/slipway.fifo" },
      ...{ parameters: "/slipway/prod/runners", key: "alias/slipway-prod" },
    },
    pools: [
      { ...linux, ...change },
      ...more.map((one) => ({ ...(one.platform === "mac" ? mac : linux), ...one })),
    ],
  });
  return parseRunnerSettings(text);
}
