import { AsyncLocalStorage } from "node:async_hooks";
import { GitHubRefusal } from "../../../runners/ports/github.ts";
import type { Around } from "../memory/around.ts";
import type { SimulatedTime } from "../simulated-time.ts";
import type { Chance } from "./chance.ts";

/** How probable each fault is, at each call or occasion. */
export interface FaultRates {
  /** The service does nothing and says so. */
  readonly refused: number;
  /** It does what it was asked, and the answer is lost. */
  readonly lost: number;
  /** It takes seconds. */
  readonly slow: number;
  /** The function is ended in the middle, before or after the call. */
  readonly crash: number;
  /** GitHub says that it was asked too often. */
  readonly limited: number;
  /** GitHub tells an older or wrong state of a job. */
  readonly wrong: number;
  /** A delivery does not arrive, arrives twice, or late. */
  readonly delivery: number;
  /** An instance does not come up. */
  readonly boot: number;
  /** EC2 takes a spot instance back. */
  readonly interruption: number;
  /** EC2 has no capacity for a while. */
  readonly capacity: number;
  /** A runner without a job is removed by GitHub. */
  readonly removal: number;
  /** A message is given to two functions at once, or once more though it is done with. */
  readonly twice: number;
}

/** Nothing ever fails. */
export const noFaults: FaultRates = {
  ...{ refused: 0, lost: 0, slow: 0, crash: 0, limited: 0, wrong: 0, delivery: 0, boot: 0 },
  ...{ interruption: 0, capacity: 0, removal: 0, twice: 0 },
};

/** One run of a function; `isDead`: it was ended, and nothing more comes of it. */
export interface Invocation {
  isDead: boolean;
  /** Tells whoever waits for it. */
  readonly died: () => void;
}

/** The invocation on whose behalf a service is called. */
export const invocations = new AsyncLocalStorage<Invocation>();

export interface Disturbing {
  readonly time: SimulatedTime;
  readonly chance: Chance;
  readonly rates: () => FaultRates;
  /** ms that a call takes. */
  readonly latency: (call: string) => number;
  readonly called?: (call: string) => void;
}

/** Calls that take time, and fail in each way in which a call over a network does. */
export function disturbed(disturbing: Disturbing): Around {
  const { time, chance, latency, called } = disturbing;
  return async (call, effect) => {
    const rates = disturbing.rates();
    const invocation = invocations.getStore();
    await time.pause(latency(call) * (chance.happens(rates.slow) ? chance.between(10, 400) : 1));
    if (invocation?.isDead === true) return await never();
    called?.(call);
    if (chance.happens(rates.refused)) throw new Error(`${call}: service unavailable`);
    if (call.startsWith("github.") && chance.happens(rates.limited))
      throw new GitHubRefusal("limited", "secondary rate limit", time.now() + 60_000);
    const isCrash = invocation !== undefined && chance.happens(rates.crash);
    if (isCrash && chance.happens(0.5)) return await end(invocation);
    const answer = await effect();
    if (isCrash) return await end(invocation);
    if (chance.happens(rates.lost)) throw new Error(`${call}: connection broken`);
    return answer;
  };
}

function end<T>(invocation: Invocation): Promise<T> {
  invocation.isDead = true;
  invocation.died();
  return never();
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}
