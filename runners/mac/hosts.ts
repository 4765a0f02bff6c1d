import type { MacHostUse, Runner } from "../pools/runner.ts";
import type { MacHost } from "../ports/compute.ts";
import type { Services } from "../ports/services.ts";
import type { Observation, ObservedPool } from "../reconcile/observation.ts";

const minute = 60_000;

/** A replacement of a root volume that takes longer has failed. */
const longestReplacement = 60 * minute;

/** After a refusal a host is left alone for so long, each time in a row twice as long. */
const refusalPause = 5 * minute;
const longestPause = 2 * 60 * minute;

/** Brings what is known of the dedicated hosts to what EC2 says, and gives used instances a fresh root volume. */
export async function keepHosts({ hosts, pools }: Observation, services: Services): Promise<void> {
  if (hosts === null) return;
  for (const observed of pools)
    for (const host of hosts.filter(({ pool }) => pool === observed.pool.name))
      await keepHost(host, observed, services).catch((cause: unknown) => {
        services.log.warn("host not looked after", { host: host.id }, cause);
      });
}

async function keepHost(host: MacHost, { view }: ObservedPool, services: Services): Promise<void> {
  const { table, clock, log } = services;
  const before = view.hosts.find((use) => use.host === host.id) ?? null;
  if (view.launches.some((launch) => launch.host === host.id)) return;
  const runner = view.runners.find((one) => one.host === host.id) ?? null;
  const next = await nextUse(host, { before, runner }, services);
  if (next === null || isSame(next, before)) return;
  const use = { ...blank(host, clock.now()), ...next };
  if (await table.keepHost(use, before))
    log.info("host", { host: host.id, pool: host.pool, state: use.state });
}

type Change = Partial<MacHostUse> & Pick<MacHostUse, "state">;

/** Null: it stays as it is. */
async function nextUse(
  host: MacHost,
  { before, runner }: { readonly before: MacHostUse | null; readonly runner: Runner | null },
  services: Services,
): Promise<Change | null> {
  const now = services.clock.now();
  if (runner !== null) return { state: "in use", instance: runner.instance };
  if (host.instance === null) {
    if (host.state === "pending") return { state: "scrubbing" };
    if (host.state === "other") return { state: "refusing", refusals: before?.refusals ?? 0 };
    return before?.state === "refusing" && now < pauseEnd(before)
      ? null
      : { state: "free", refusals: before?.refusals ?? 0 };
  }
  if (before?.instance === host.instance && before.state === "ready") return null;
  if (before?.state === "renewing" && before.replacement !== null)
    return await renewed(host.instance, { before, task: before.replacement }, services);
  return await renew(host.instance, services);
}

/** What is on it has served a job, or nobody knows what it did: either way the next job gets a fresh volume. */
async function renew(instance: string, { compute }: Services): Promise<Change> {
  const replacement = await compute.replaceRoot(instance);
  if (replacement !== null) return { state: "renewing", instance, replacement };
  await compute.end([instance]);
  return { state: "scrubbing" };
}

async function renewed(
  instance: string,
  { before, task }: { readonly before: MacHostUse; readonly task: string },
  { compute, clock }: Services,
): Promise<Change | null> {
  const stands = await compute.replacement(task);
  if (stands === "succeeded") return { state: "ready", instance };
  if (stands === "under way" && clock.now() - before.since < longestReplacement) return null;
  await compute.end([instance]);
  return { state: "scrubbing" };
}

/** The use of a host that a launch was refused by though it says that it is available. */
export function refused(use: MacHostUse, now: number): MacHostUse {
  return { ...use, state: "refusing", instance: null, since: now, refusals: use.refusals + 1 };
}

function pauseEnd({ since, refusals }: MacHostUse): number {
  return since + Math.min(refusalPause * 2 ** Math.max(0, refusals - 1), longestPause);
}

function blank({ id, pool }: MacHost, now: number): MacHostUse {
  return { host: id, pool, state: "free", instance: null, replacement: null, since: now, refusals: 0 };
}

function isSame(next: Change, before: MacHostUse | null): boolean {
  return next.state === before?.state && (next.instance ?? null) === before.instance;
}
