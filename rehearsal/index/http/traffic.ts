import type { Received } from "../../github/http/listen.ts";
import type { Reply } from "./reply.ts";

/** A request as a test sees it, before it is answered. */
export interface Intercepted {
  /** `GET /simple/{project}/`, `POST /legacy/`, `GET /packages/{file}`, ...; where there is none, method and path. */
  readonly operation: string;
  readonly method: string;
  /** What was asked for, as it was written. */
  readonly path: string;
  /** How often the operation was asked for, with this time. */
  readonly count: number;
}

/**
 * What happens to a request instead of what would: another answer; a connection that breaks, before anything is done
 * or once all is done but the client has not heard of it; half of the answer, with the connection broken, or with all
 * the signs of a whole one.
 */
export type Interception = Reply | "break before" | "break after" | "half, broken" | "half, as if whole";

/** Decides for each request; undefined: it is answered as ever. */
export type Intercept = (
  request: Intercepted,
) => Interception | undefined | Promise<Interception | undefined>;

/** Counts the requests by operation, and lets a test intercept them. */
export class Traffic {
  readonly #intercept: Intercept;
  readonly #counts = new Map<string, number>();

  constructor(intercept: Intercept = () => undefined) {
    this.#intercept = intercept;
  }

  /** How often each operation was asked for. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** The answer; null: the connection breaks. */
  async answer(
    { method, url }: Received,
    operation: string,
    work: () => Promise<Reply>,
  ): Promise<Reply | null> {
    const count = (this.#counts.get(operation) ?? 0) + 1;
    this.#counts.set(operation, count);
    const path = `${url.pathname}${url.search}`;
    const interception = await this.#intercept({ operation, method, path, count });
    if (interception === "break before") return null;
    if (typeof interception === "object") return interception;
    const reply = await work();
    switch (interception) {
      case undefined:
        return reply;
      case "break after":
        return null;
      case "half, broken":
        return { ...reply, cut: Math.floor(bytesOf(reply).length / 2) };
      case "half, as if whole":
        return { ...reply, body: bytesOf(reply).subarray(0, Math.floor(bytesOf(reply).length / 2)) };
    }
  }
}

function bytesOf({ body }: Reply): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body ?? ""));
}
