import { type HttpAnswer, type HttpOptions, request } from "../http/request.ts";
import { ShapeError, objectOf, optional, parseJson, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import { type Doing, RegistryRefusal } from "./refusal.ts";

/** A user's name and password or token; never to be told. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Who asks, and for what. */
export interface Asking {
  /** Null: anybody. */
  readonly login: Login | null;
  /** `repository:octo-org/octo-package:pull` */
  readonly scope: string;
  readonly doing: Doing;
  /** The registry's address: a login goes by an encrypted way, unless this does not either. */
  readonly registry: URL;
  readonly options: HttpOptions;
}

/** What proves who asks: it is got when a registry asks for it, kept, and got anew once it is refused. */
export class Credentials {
  readonly #asking: Asking;
  #header: string | null = null;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** What requests are sent with. */
  headers(): Readonly<Record<string, string>> {
    return this.#header === null ? {} : { authorization: this.#header };
  }

  /** Does what a refusal (401) asks for; throws a TaskError where that can't be done. */
  async renew(refused: HttpAnswer): Promise<void> {
    const challenge = refused.headers.get("www-authenticate") ?? "";
    const { login } = this.#asking;
    if (/^bearer /i.test(challenge)) this.#header = `Bearer ${await this.#exchange(challenge)}`;
    else if (/^basic /i.test(challenge) && login !== null) this.#header = basic(login);
    else throw new RegistryRefusal(this.#asking.options.place, refused, this.#asking.doing);
  }

  /** The token service stands beside the registry; its answer is the token. */
  async #exchange(challenge: string): Promise<string> {
    const { login, scope, options, doing } = this.#asking;
    const told = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
    );
    const address = this.#addressOf(told.get("realm") ?? "");
    const service = told.get("service");
    if (service !== undefined) address.searchParams.set("service", service);
    address.searchParams.set("scope", scope);
    const headers = login === null ? {} : { authorization: basic(login) };
    const made = { url: address.href, headers, redirect: "manual" } as const;
    const answer = await request(made, { ...options, bytes: 2 ** 20 });
    if (answer.status !== 200) throw new RegistryRefusal(options.place, answer, doing);
    return tokenOf(answer, options.place);
  }

  #addressOf(realm: string): URL {
    const { registry, options, login } = this.#asking;
    const address = URL.canParse(realm, registry.href) ? new URL(realm, registry) : null;
    const open = address?.protocol === "http:" && registry.protocol === "http:";
    if (address !== null && (address.protocol === "https:" || open)) return address;
    const what = login === null ? "a token" : "a login";
    const fault = `asks for ${what} at an address that is not encrypted`;
    throw new TaskError([{ place: options.place, fault, mend: "check slipway:image.registry" }]);
  }
}

const tokenAnswer = objectOf({ token: optional(text), access_token: optional(text) });

function tokenOf({ body }: HttpAnswer, place: string): string {
  try {
    const { token, access_token: other } = parseJson(body, tokenAnswer);
    const found = token ?? other ?? "";
    if (/^[\x21-\x7e]+$/.test(found)) return found;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
  }
  const mend = "run the job again; report it if it stays";
  throw new TaskError([{ place, fault: "answered something else than a token", mend }]);
}

function basic({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
