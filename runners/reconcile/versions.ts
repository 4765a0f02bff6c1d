import { versionDays } from "../pools/demand.ts";
import type { RunnerVersion } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";
import type { Observation } from "./observation.ts";

const hour = 3_600_000;
const day = 24 * hour;

const lookedAt = "runner versions looked at";

/** Every six hours, holds the images' runners against what is published. */
export async function checkVersions({ pools }: Observation, services: Services): Promise<void> {
  const { clock, table, github, log } = services;
  const now = clock.now();
  const last = Number((await table.mark(lookedAt)) ?? 0);
  if (now - last < 6 * hour || (await allowedRequests(services, "read", 1)) < 1) return;
  const versions = await github.runnerVersions();
  for (const { pool, view } of pools) {
    const since = outdatedSince(pool.runnerVersion, versions);
    if (since !== view.outdatedSince) await table.keepOutdated(pool.name, since);
    const days = since === null ? 0 : Math.floor((now - since) / day);
    if (days >= versionDays.warn)
      log.warn("runner outdated", { pool: pool.name, version: pool.runnerVersion, days });
  }
  await table.keepMark(lookedAt, String(now));
}

/** When the first version after this one was published (ms since 1970); null: there is none. */
function outdatedSince(version: string, published: readonly RunnerVersion[]): number | null {
  const newer = published
    .filter((one) => isNewer(one.version, version))
    .map(({ publishedAt }) => publishedAt);
  return newer.length === 0 ? null : Math.min(...newer);
}

function isNewer(version: string, other: string): boolean {
  const [parts, others] = [version, other].map((text) => text.split(".").map(Number));
  const index = (parts ?? []).findIndex((part, at) => part !== others?.[at]);
  return index >= 0 && (parts?.[index] ?? 0) > (others?.[index] ?? 0);
}
