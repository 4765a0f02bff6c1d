import { parseRunnerSettings, type RunnerSettings } from "../../runners/settings/settings.ts";

/** Settings of one Linux pool. `hourly`: US dollars of an instance on demand, in `us-east-1` in November 2026. */
export function benchSettings({
  maximum,
  hourly = 0.0816,
}: {
  readonly maximum: number;
  readonly hourly?: number;
}): RunnerSettings {
  return parseRunnerSettings(
    JSON.stringify({
      stack: "bench",
      github: {
        ...{ api: "https://api.github.com", scope: "octo-org", webhook: "app" },
        ...{ appId: 1, installationId: 2 },
      },
      aws: {
        ...{ table: "slipway-bench-runners", queue: "https://sqs.example/slipway.fifo" },
        ...{ parameters: "/slipway/bench/runners", key: "alias/slipway-bench" },
      },
      pools: [
        {
          ...{ name: "arm64", platform: "linux", labels: ["self-hosted", "linux", "arm64"] },
          ...{ repositories: ["octo-org/example"], maximum, monthly: 1_000_000, market: "spot" },
          ...{ types: [{ type: "m7g.large", hourly }], launchTemplate: "lt-0123456789abcdef0" },
          ...{ subnets: ["subnet-0123456789abcdef0"], runnerVersion: "2.335.0" },
        },
      ],
    }),
  );
}
