import { GitHubRefusal } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import { costOf, monthOf } from "./money.ts";
import type { Runner } from "./runner.ts";

/**
 * Ends a runner for good: its instance, its configuration, its registration. It is forgotten only once EC2 and the store
 * of configurations said so; else it stays in the table, marked, and the reconciler goes on.
 */
export async function endRunner(runner: Runner, why: string, services: Services): Promise<void> {
  const { table, compute, secrets, log } = services;
  const { pool, instance, name } = runner;
  try {
    await compute.end([instance]);
    await secrets.remove(instance);
    await forgetRegistration(name, services);
    await forget(runner, services);
    log.info("runner ended", { pool, runner: name, instance, why });
  } catch (cause) {
    log.warn("runner not ended yet", { pool, runner: name, instance, why }, cause);
    if (runner.ending === null) await table.changeRunner(runner, { ending: why });
  }
}

/** Takes it out of the table, and its cost into the month's sum. */
export async function forget(
  runner: Runner,
  { table, clock }: Pick<Services, "table" | "clock">,
): Promise<void> {
  const now = clock.now();
  await table.endRunner(runner, { month: monthOf(now), amount: costOf(runner, now) });
}

/** What can't be removed now, the reconciler finds as a registration without an instance. */
async function forgetRegistration(name: string, { github }: Pick<Services, "github">): Promise<void> {
  try {
    const registered = await github.runnerNamed(name);
    if (registered !== null) await github.removeRunner(registered.id);
  } catch (error) {
    if (!(error instanceof GitHubRefusal)) throw error;
  }
}
