import { createPrivateKey, sign, type KeyObject } from "node:crypto";
import type { Clock } from "../ports/clock.ts";

/** A token of an installation, as GitHub gives it. */
export interface Given {
  readonly token: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

/** Who a GitHub App is. */
export interface AppIdentity {
  readonly appId: number;
  /** Its private key as PEM, asked for when it is needed. */
  readonly privateKey: () => Promise<string>;
}

const minute = 60_000;

/** A token is not used for so long before its end (ms): what it is sent with may take a while, clocks differ. */
const margin = 5 * minute;

/** GitHub takes claims of at most ten minutes, whose beginning may not lie ahead of its own clock. */
const claims = { before: minute, after: 9 * minute } as const;

/** What a GitHub App shows for itself, and for its installation. */
export class AppToken {
  readonly #app: AppIdentity;
  readonly #clock: Clock;
  readonly #exchange: (proof: string) => Promise<Given>;
  #asked: Promise<Given> | null = null;

  /** `exchange`: asks GitHub for a token. */
  constructor(app: AppIdentity, clock: Clock, exchange: (proof: string) => Promise<Given>) {
    this.#app = app;
    this.#clock = clock;
    this.#exchange = exchange;
  }

  /** Signed claims by which the App proves who it is, for nine minutes. */
  async proof(): Promise<string> {
    const now = this.#clock.now();
    const seconds = (ms: number) => Math.floor(ms / 1000);
    const payload = {
      iat: seconds(now - claims.before),
      exp: seconds(now + claims.after),
      iss: this.#app.appId,
    };
    const text = [{ alg: "RS256", typ: "JWT" }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const key = keyOf(await this.#app.privateKey());
    return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
  }

  /** The installation's token: asked for once by all that need it at the same time, until shortly before its end. */
  async get(): Promise<string> {
    const asked = this.#asked;
    if (asked !== null) {
      const { token, expiresAt } = await asked;
      if (this.#clock.now() < expiresAt - margin) return token;
      // Whoever sees it first asks for the next.
      if (this.#asked === asked) this.#asked = null;
    }
    const asking = (this.#asked ??= this.#ask());
    return (await asking).token;
  }

  /** GitHub did not take it: the next asks for another. */
  forget(): void {
    this.#asked = null;
  }

  #ask(): Promise<Given> {
    const asking = this.proof().then(this.#exchange);
    asking.catch(() => {
      if (this.#asked === asking) this.#asked = null;
    });
    return asking;
  }
}

/** Says nothing of the text: it may be the key but for a letter. */
function keyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error("the App's private key: is no key as PEM; put the file there that GitHub gave");
  }
}
