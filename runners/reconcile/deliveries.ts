import { eachOf } from "../concurrency/each.ts";
import type { Delivery } from "../ports/github.ts";
import type { Services } from "../ports/services.ts";
import { allowedRequests } from "../rates/governor.ts";

const minute = 60_000;

/** GitHub keeps deliveries for three days. */
const longest = 3 * 24 * 60 * minute;

/** A delivery may be under way for so long: GitHub waits 10 s for an answer. */
const underWay = 30_000;

/** After so many attempts a delivery is given up: it is not for this program. */
const mostAttempts = 5;

/** GitHub lists 100 of them at a time. */
const page = 100;
const mostPages = 20;

const cursor = "deliveries";

/** Has GitHub send again what did not arrive: it does not by itself. The cursor stays before what is not settled. */
export async function redeliverFailed(services: Services): Promise<void> {
  const { clock, table, github, log } = services;
  const now = clock.now();
  const since = Math.max(Number((await table.mark(cursor)) ?? now - 10 * minute), now - longest);
  const pages = await allowedRequests(services, "read", mostPages);
  if (pages === 0) return;
  const attempts = await github.deliveries(since, pages * page);
  if (attempts.length === pages * page)
    log.warn("more deliveries than can be looked through", { looked: attempts.length });
  const open = unsettled(attempts, now);
  const due = open.filter(({ at }) => now - at >= underWay);
  const allowed = await allowedRequests(services, "clean up", due.length);
  const failures = await eachOf(due.slice(0, allowed), 4, async ({ id, guid }) => {
    await github.redeliver(id);
    log.info("delivery sent again", { delivery: guid });
  });
  failures.forEach((cause) => log.warn("delivery not sent again", {}, cause));
  const next = Math.min(now - underWay, ...open.map(({ first }) => first));
  if (next > since) await table.keepMark(cursor, String(next));
}

interface Unsettled {
  /** The newest attempt's id. */
  readonly id: string;
  readonly guid: string;
  /** Of the newest and the first attempt (ms since 1970). */
  readonly at: number;
  readonly first: number;
}

/** Deliveries of which no attempt succeeded, and that are not given up. */
function unsettled(attempts: readonly Delivery[], now: number): Unsettled[] {
  const byGuid = new Map<string, Delivery[]>();
  for (const attempt of attempts) byGuid.set(attempt.guid, [...(byGuid.get(attempt.guid) ?? []), attempt]);
  return [...byGuid.values()].flatMap((ofOne) => {
    const isSettled = ofOne.some(({ succeeded }) => succeeded) || ofOne.length >= mostAttempts;
    const newest = ofOne.reduce((one, other) => (other.at > one.at ? other : one));
    const first = Math.min(...ofOne.map(({ at }) => at));
    if (isSettled || now - first > longest) return [];
    return [{ id: newest.id, guid: newest.guid, at: newest.at, first }];
  });
}
