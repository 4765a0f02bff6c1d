import type { Platform } from "../config/platforms.ts";

export type { Platform };

/**
 * GitHub's hosted runner of each platform, native and named by its version, since `*-latest` labels move.
 * Every `runs-on` of the pipeline comes from here.
 */
const hostedRunners = {
  "linux-x86_64": "ubuntu-24.04",
  "linux-aarch64": "ubuntu-24.04-arm",
  "macos-arm64": "macos-15",
  "macos-x86_64": "macos-15-intel",
  "windows-amd64": "windows-2025",
  "windows-arm64": "windows-11-arm",
} as const satisfies Record<Platform, string>;
export type RunnerLabel = (typeof hostedRunners)[Platform];

/** The hosted runner whose own architecture is the platform's: nothing is emulated. */
export function runnerFor(platform: Platform): RunnerLabel {
  return hostedRunners[platform];
}
