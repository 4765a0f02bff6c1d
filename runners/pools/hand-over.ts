import type { RunnerConfiguration, RunnerSecrets } from "../ports/secrets.ts";
import type { Services } from "../ports/services.ts";
import type { Pool } from "../settings/pool.ts";
import { endRunner } from "./end-runner.ts";
import type { Runner } from "./runner.ts";

/**
 * Registers the runner and leaves its configuration for its instance to fetch. Where one of the two fails, the instance
 * ends: another one gets another name, so that a registration whose answer was lost stands in nobody's way.
 * Answers whether it was handed over.
 */
export async function handOver(runner: Runner, pool: Pool, services: Services): Promise<boolean> {
  const { github, secrets, log } = services;
  const { name, instance } = runner;
  try {
    const { jitConfig } = await github.register({ name, labels: pool.labels, group: pool.group });
    const { repositories, events } = pool;
    await put({ jitConfig, repositories, events }, instance, secrets);
    log.info("runner configured", { pool: pool.name, runner: name, instance });
    return true;
  } catch (cause) {
    log.warn("runner not configured", { pool: pool.name, runner: name, instance }, cause);
    await endRunner(runner, "it could not be configured", services);
    return false;
  }
}

/** Where it is not known whether it was kept it is put once more: what is there then is this one. */
async function put(
  configuration: RunnerConfiguration,
  instance: string,
  secrets: RunnerSecrets,
): Promise<void> {
  try {
    const kept = await secrets.put(instance, configuration);
    if (kept === "kept") return;
  } catch {
    await secrets.put(instance, configuration);
    return;
  }
  throw new Error("the instance has a configuration that it did not fetch");
}
