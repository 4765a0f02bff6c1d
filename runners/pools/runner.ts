import type { Market } from "../ports/compute.ts";

/** What is about to be launched: written down before EC2 is asked, so that nothing is started that nobody knows of. */
export interface Launch {
  /** The client token. */
  readonly token: string;
  readonly pool: string;
  readonly count: number;
  readonly market: Market;
  /** The host to start it on: mac alone. */
  readonly host: string | null;
  /** The instance of that host which waits for its next configuration; null: one is to be started. */
  readonly instance: string | null;
  /** ms since 1970. */
  readonly at: number;
  /** What each may cost at most, in its whole life (millionths of a US dollar). */
  readonly reserved: number;
}

/** A runner from its instance's launch to its end. */
export interface Runner {
  /** Its instance; on a mac it serves several runners one after the other. */
  readonly instance: string;
  /** Name under which it is registered. */
  readonly name: string;
  readonly pool: string;
  readonly launch: string;
  readonly market: Market;
  readonly type: string;
  readonly zone: string;
  readonly host: string | null;
  /** ms since 1970. */
  readonly launchedAt: number;
  /** What an hour costs (millionths of a US dollar). */
  readonly hourly: number;
  readonly reserved: number;
  /** When GitHub first listed it as online (ms since 1970); null: not yet. */
  readonly seenAt: number | null;
  /** Since when it has no job (ms since 1970); null: it was not seen idle. */
  readonly idleSince: number | null;
  /** Since when GitHub lists it as busy (ms since 1970); null: it was not seen so. */
  readonly busySince: number | null;
  /** Since when it looks wrong (ms since 1970); null: it does not. */
  readonly suspectSince: number | null;
  /** Why it is being ended; null: it is not. */
  readonly ending: string | null;
}

/** What a dedicated host is used for. */
export interface MacHostUse {
  readonly host: string;
  readonly pool: string;
  /** `ready`: its instance has a fresh root volume and waits for the next configuration. */
  readonly state: "free" | "launching" | "in use" | "renewing" | "ready" | "scrubbing" | "refusing";
  readonly instance: string | null;
  /** The task that replaces its root volume; null: none does. */
  readonly replacement: string | null;
  /** ms since 1970. */
  readonly since: number;
  /** How many refusals in a row. */
  readonly refusals: number;
}
