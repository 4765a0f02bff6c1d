import { Agent, type IncomingHttpHeaders, request as askPlainly } from "node:http";
import { Agent as SecureAgent, request as askSecurely } from "node:https";
import { text } from "node:stream/consumers";

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as it comes in. */
export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** For how long a connection without requests is kept (ms). */
const shelfLife = 4000;

/**
 * Sends requests by connections that are kept for a burst of them, and by fresh ones later: a frozen function finds those
 * that it kept closed, and would not know whether what it sent by them was done.
 */
export class Connections {
  readonly #now: () => number;
  #agents = newAgents();
  #usedAt = 0;

  /** `now`: ms since some time. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Rejects where no whole answer came within `patience` ms. Goes on to where it is sent, on the same host. */
  async send(outgoing: Outgoing, patience: number, steps = 3): Promise<Incoming> {
    const incoming = await this.#once(outgoing, patience);
    const { status, headers } = incoming;
    const isMoved = outgoing.method === "GET" ? [301, 302, 307, 308] : [307, 308];
    if (!isMoved.includes(status) || headers["location"] === undefined || steps === 0) return incoming;
    const url = new URL(headers["location"], outgoing.url);
    return url.origin === outgoing.url.origin
      ? this.send({ ...outgoing, url }, patience, steps - 1)
      : incoming;
  }

  #once({ method, url, headers, body }: Outgoing, patience: number): Promise<Incoming> {
    const isSecure = url.protocol === "https:";
    const signal = AbortSignal.timeout(patience);
    const agent = this.#recent()[isSecure ? "secure" : "plain"];
    return new Promise((resolve, reject) => {
      const ask = isSecure ? askSecurely : askPlainly;
      const request = ask(url, { method, headers, agent, signal }, (response) => {
        const { statusCode: status = 0, headers: answered } = response;
        text(response).then((content) => {
          this.#usedAt = this.#now();
          resolve({ status, headers: single(answered), text: content });
        }, reject);
      });
      request.on("error", reject);
      request.end(body ?? undefined);
    });
  }

  #recent(): ReturnType<typeof newAgents> {
    const now = this.#now();
    if (now - this.#usedAt > shelfLife) this.#agents = newAgents();
    this.#usedAt = now;
    return this.#agents;
  }
}

function newAgents() {
  const kept = { keepAlive: true, timeout: shelfLife };
  return { plain: new Agent(kept), secure: new SecureAgent(kept) };
}

function single(headers: IncomingHttpHeaders): Incoming["headers"] {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ]);
  return Object.fromEntries(entries) as Incoming["headers"];
}
