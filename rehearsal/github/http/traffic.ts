import { ApiError } from "./error.ts";
import type { Intercept, Interception } from "./intercept.ts";
import type { Received } from "./listen.ts";
import type { Reply } from "./route.ts";
import type { Match } from "./router.ts";

/** How a request is answered where nobody intercepts it. */
export interface Answering {
  readonly work: () => Promise<Reply>;
  readonly refuse: (error: ApiError) => Reply;
}

/** Counts the requests of a server by operation, and lets a test intercept them. */
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
  async answer(received: Received, match: Match | null, { work, refuse }: Answering): Promise<Reply | null> {
    const interception = await this.#ask(received, match);
    if (interception === undefined) return work();
    if (interception === "break before") return null;
    if (interception === "break after") {
      await work();
      return null;
    }
    return interception instanceof ApiError ? refuse(interception) : interception;
  }

  async #ask({ method, url, body }: Received, match: Match | null): Promise<Interception | undefined> {
    const path = `${url.pathname}${url.search}`;
    const operation = `${method} ${match?.route.path ?? url.pathname}`;
    const count = (this.#counts.get(operation) ?? 0) + 1;
    this.#counts.set(operation, count);
    const text = body?.toString("utf8") ?? "";
    return this.#intercept({ operation, method, path, params: match?.params ?? {}, body: text, count });
  }
}
