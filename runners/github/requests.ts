import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import { GitHubRefusal } from "../ports/github.ts";
import { type AppIdentity, AppToken, type Given } from "./app-token.ts";
import { Budget, type Purpose } from "./budget.ts";
import { Connections, type Incoming, type Outgoing } from "./connections.ts";
import { parsed, readJson } from "./json.ts";
import type { Permissions } from "./permissions.ts";
import { errorOf, isOutOfTime, lostAnswer } from "./refusals.ts";

/** What GitHub is asked with. */
export interface GitHubAccess extends AppIdentity {
  /** Address of the REST API. */
  readonly api: string;
  readonly installationId: number;
  /** What the tokens may do. @default all that the installation was given */
  readonly permissions?: Permissions;
  /** @default this machine's */
  readonly clock?: Clock;
  /** For how long GitHub is waited for (ms). @default 10 seconds: the functions have a minute */
  readonly patience?: number;
  /** API of the GitHub that publishes the runner: if it is another, it is asked without a token. @default `api` */
  readonly publisher?: string;
}

/** What a request has beyond method and path. */
export interface More {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whether it is about what is published for all. @default false */
  readonly isPublic?: boolean;
}

/** An answer that is no refusal. */
export interface Answer {
  readonly headers: Incoming["headers"];
  /** Null: it has none. */
  readonly data: unknown;
}

const givenToken = z
  .object({ token: z.string().min(1), expires_at: z.iso.datetime({ offset: true }) })
  .transform(({ token, expires_at }): Given => ({ token, expiresAt: Date.parse(expires_at) }));

/**
 * Sends requests as an App's installation, those of `/app` as the App itself. What reads, or asks for a token, is sent
 * once more where the connection breaks or GitHub fails; nothing else ever is. Throws a GitHubRefusal where GitHub is known
 * to have done nothing, else another error.
 */
export class Requests {
  readonly #access: GitHubAccess;
  readonly #clock: Clock;
  readonly #api: URL;
  readonly #publisher: URL;
  readonly #connections = new Connections();
  readonly #token: AppToken;
  readonly #budget: Budget;

  constructor(access: GitHubAccess) {
    const { api, publisher = api, clock = { now: Date.now } } = access;
    this.#access = access;
    this.#clock = clock;
    this.#api = folder(api);
    this.#publisher = folder(publisher);
    this.#budget = new Budget(clock);
    this.#token = new AppToken(access, clock, (proof) => this.#exchange(proof));
  }

  /** `GET /orgs/octo-org/actions/runners`; in place of a path the whole address of a page, as GitHub gave it. */
  async send(route: string, { query = {}, body, isPublic = false }: More = {}): Promise<Answer> {
    const [method = "", target = ""] = route.split(" ");
    const url = this.#addressOf(target, isPublic ? this.#publisher : this.#api);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const name = `${method} ${url.pathname}`;
    const purpose = this.#purposeOf(url);
    this.#budget.assertFree(purpose, name);
    const headers = headersOf(await this.#authorization(purpose), body);
    const outgoing = { method, url, headers, body: body === undefined ? null : JSON.stringify(body) };
    const incoming = await this.#sent(name, outgoing, method === "GET");
    if (purpose === "installation" || purpose === "registration") this.#budget.note(incoming.headers);
    const { status, text } = incoming;
    if (status >= 200 && status < 300) return { headers: incoming.headers, data: readJson(name, text) };
    if (status === 401) this.#token.forget();
    throw this.#refused(name, incoming, purpose);
  }

  /** What is left of the installation's hour; null: nothing is known of it. */
  remaining(): { readonly requests: number; readonly limit: number } | null {
    return this.#budget.remaining();
  }

  #addressOf(target: string, { href, origin }: URL): URL {
    const url = target.startsWith("/") ? new URL(href + target.slice(1)) : new URL(target);
    if (url.origin === origin) return url;
    throw new Error(`${url.origin}: is not where GitHub's API is; nothing is sent there`);
  }

  #purposeOf({ href, pathname }: URL): Purpose {
    if (!href.startsWith(this.#api.href)) return "nobody";
    const path = pathname.slice(this.#api.pathname.length);
    if (path.startsWith("app/")) return "app";
    return path.endsWith("/generate-jitconfig") ? "registration" : "installation";
  }

  async #authorization(purpose: Purpose): Promise<string | null> {
    if (purpose === "nobody") return null;
    return `Bearer ${purpose === "app" ? await this.#token.proof() : await this.#token.get()}`;
  }

  /** `mayRepeat`: whether it does no harm twice. */
  async #sent(name: string, outgoing: Outgoing, mayRepeat: boolean): Promise<Incoming> {
    const { patience = 10_000 } = this.#access;
    const send = () => this.#connections.send(outgoing, patience);
    try {
      const incoming = await send();
      if (!mayRepeat || incoming.status < 500) return incoming;
    } catch (cause) {
      if (!mayRepeat || isOutOfTime(cause)) throw lostAnswer(name, cause);
    }
    return send().catch((cause: unknown) => {
      throw lostAnswer(name, cause);
    });
  }

  #refused(name: string, incoming: Incoming, purpose: Purpose): Error {
    const error = errorOf(name, incoming, this.#clock.now());
    if (error instanceof GitHubRefusal && error.retryAt !== null) this.#budget.rest(purpose, error.retryAt);
    return error;
  }

  async #exchange(proof: string): Promise<Given> {
    const { installationId, permissions } = this.#access;
    const url = this.#addressOf(`/app/installations/${installationId}/access_tokens`, this.#api);
    const name = `POST ${url.pathname}`;
    this.#budget.assertFree("app", name);
    const body = { permissions };
    const headers = headersOf(`Bearer ${proof}`, body);
    const outgoing = { method: "POST", url, headers, body: JSON.stringify(body) };
    const incoming = await this.#sent(name, outgoing, true);
    if (incoming.status === 201) return parsed(name, givenToken, readJson(name, incoming.text));
    const error = this.#refused(name, incoming, "app");
    // What GitHub does not find here is the installation, and nothing that was asked for by the token.
    if (!(error instanceof GitHubRefusal) || error.kind === "limited") throw error;
    const mend = "give the settings the App's own id, key and installation, and accept its permissions";
    throw new GitHubRefusal("forbidden", `${error.message}; ${mend}`);
  }
}

/** Sends requests as that App. */
export function appRequests(access: GitHubAccess): Requests {
  return new Requests(access);
}

/** The address with a slash at its end, so that a path can follow. */
function folder(address: string): URL {
  return new URL(address.replace(/\/*$/, "/"));
}

function headersOf(authorization: string | null, body: object | undefined): Record<string, string> {
  return {
    accept: "application/vnd.github+json",
    "user-agent": "slipway",
    "x-github-api-version": "2022-11-28",
    ...(authorization === null ? {} : { authorization }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
}
