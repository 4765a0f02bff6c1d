import type { Services } from "../ports/services.ts";

/** What GitHub is asked for, the most urgent first. */
export type Urgency = "register" | "read" | "clean up";

/** GitHub's limit for an installation, in points a minute: a read costs 1, a write 5. */
const points = { minute: 900, read: 1, write: 5 } as const;

/** Up to which share of the minute's points, and down to which share of the hour's requests, each may be asked for. */
const shares: Readonly<Record<Urgency, { readonly minute: number; readonly hour: number }>> = {
  register: { minute: 1, hour: 0 },
  read: { minute: 0.6, hour: 0.1 },
  "clean up": { minute: 0.4, hour: 0.2 },
};

/**
 * How many of so many requests may be sent to GitHub now. Registrations go before reads, these before clean-up: what is
 * left over is taken at another minute.
 */
export async function allowedRequests(
  { clock, table, github }: Pick<Services, "clock" | "table" | "github">,
  urgency: Urgency,
  wanted: number,
): Promise<number> {
  if (wanted <= 0) return 0;
  const share = shares[urgency];
  const left = github.remaining();
  if (left !== null && left.requests <= left.limit * share.hour) return 0;
  const cost = urgency === "read" ? points.read : points.write;
  const minute = Math.floor(clock.now() / 60_000);
  const taken = await table.takePoints(minute, wanted * cost, Math.floor(points.minute * share.minute));
  return Math.floor(taken / cost);
}
