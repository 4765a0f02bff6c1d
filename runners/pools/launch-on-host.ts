import { refused } from "../mac/hosts.ts";
import type { PoolView } from "../ports/table.ts";
import { carryOut, type Outcome } from "./launch.ts";
import type { Launch, MacHostUse } from "./runner.ts";
import type { Serving } from "./serve.ts";

/**
 * Starts a runner of a mac pool: on an instance that waits with a fresh root volume, else on a free host. The host is
 * taken by a conditional write before EC2 is asked, so that no other pass takes it too.
 */
export async function launchOnHost(
  launch: Launch,
  { hosts, version }: PoolView,
  { pool, services }: Serving,
): Promise<Outcome | "look again" | "no host"> {
  const { table, clock } = services;
  const host = bestOf(hosts);
  if (host === undefined) return "no host";
  const onHost = { ...launch, host: host.host, instance: host.instance };
  if (!(await table.beginLaunch(onHost, version))) return "look again";
  const taken: MacHostUse = { ...host, state: "launching", since: clock.now() };
  if (!(await table.keepHost(taken, host))) {
    await table.endLaunch(onHost, []);
    return "look again";
  }
  const outcome = await carryOut(onHost, pool, services);
  if (outcome.shortfall !== null) await table.keepHost(refused(taken, clock.now()), taken);
  return outcome;
}

/** Instances that wait come first: they are up already. Then hosts that refused the fewest launches. */
function bestOf(hosts: readonly MacHostUse[]): MacHostUse | undefined {
  const ready = hosts.find(({ state }) => state === "ready");
  const free = hosts.filter(({ state }) => state === "free");
  return ready ?? free.sort((one, other) => one.refusals - other.refusals)[0];
}
