import type { Services } from "../ports/services.ts";
import { redeliverFailed } from "./deliveries.ts";
import { endStrangers, removeConfigurations, removeRegistrations } from "./remains.ts";
import { checkRunners } from "./runners.ts";
import { type Observation, observe } from "./observation.ts";
import { askForJobs, settleJobs } from "./open-jobs.ts";
import { keepSettings } from "../settings/kept.ts";
import { scanQueued } from "./queued-runs.ts";
import { rerunInterrupted } from "./reruns.ts";
import { checkVersions } from "./versions.ts";
import { keepHosts } from "../mac/hosts.ts";
import { measurePools, wakePools } from "./wake.ts";

type Step = (observation: Observation, services: Services) => Promise<void>;

/** In the order in which they are done: what frees or finds something comes before the pools are woken. */
const steps: Readonly<Record<string, Step>> = {
  redeliverFailed: (_observation, services) => redeliverFailed(services),
  scanQueued,
  checkRunners,
  endStrangers,
  settleJobs,
  askForJobs,
  rerunInterrupted,
  removeRegistrations,
  removeConfigurations,
  checkVersions,
  keepSettings: (_observation, services) => keepSettings(services),
  measurePools,
  keepHosts,
  wakePools: (_observation, services) => wakePools(services),
};

/**
 * Holds what there is against what should be, each minute. A step that fails is told of and keeps no other from being
 * done; whatever is left over, the next minute does. Answers the names of steps that failed.
 */
export async function reconcile(services: Services): Promise<readonly string[]> {
  const failed: string[] = [];
  const observation = await observe(services);
  for (const [name, step] of Object.entries(steps)) {
    await step(observation, services).catch((cause: unknown) => {
      services.log.warn("step failed", { step: name }, cause);
      failed.push(name);
    });
  }
  return failed;
}
