import { randomUUID } from "node:crypto";
import type { Operation } from "./operation.ts";

/** Whoever signs in with a password, whatever name is given with it, as with GitHub's tokens. */
export interface RegistryAccount {
  readonly password: string;
  /** `nothing`: no more than without signing in. @default push */
  readonly may?: "nothing" | "pull" | "push" | "delete";
  /** Names of images that it may do so with. @default all */
  readonly names?: readonly string[];
}

/** Finds who signs in with a password; null: nobody. */
export type AccountOf = (password: string) => RegistryAccount | null;

/** Whose packages may be read by whom. */
export interface Visibility {
  isPublic(name: string): boolean;
}

interface Granted {
  /** Null: nobody in particular. */
  readonly account: RegistryAccount | null;
}

const rights = ["nothing", "pull", "push", "delete"] as const;

/** Exchanges logins for tokens, and says what those allow. */
export class Tokens {
  readonly #accountOf: AccountOf;
  readonly #visibility: Visibility;
  readonly #granted = new Map<string, Granted>();

  constructor(accountOf: AccountOf, visibility: Visibility) {
    this.#accountOf = accountOf;
    this.#visibility = visibility;
  }

  /** A token for a login, or, without one, for a public package; null: none is given. */
  exchange(authorization: string | undefined, scope: string): string | null {
    const name = /^repository:([^:]+):/.exec(scope)?.[1] ?? "";
    const account = authorization === undefined ? null : this.#accountOf(passwordOf(authorization));
    if (authorization !== undefined && account === null) return null;
    if (account === null && name !== "" && !this.#visibility.isPublic(name)) return null;
    const token = randomUUID();
    this.#granted.set(token, { account });
    return token;
  }

  /** Tokens that were given stop to be good, as they do after minutes. */
  expire(): void {
    this.#granted.clear();
  }

  /** Whether a request may be answered: `unknown`: it has no token, or none that is good. */
  judge(authorization: string | undefined, { name, needs }: Operation): "allowed" | "denied" | "unknown" {
    if (needs === null) return "allowed";
    const granted = this.#granted.get(/^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "");
    if (granted === undefined) return "unknown";
    if (name === "" || (needs === "pull" && this.#visibility.isPublic(name))) return "allowed";
    const { account } = granted;
    if (account === null || account.names?.includes(name) === false) return "denied";
    return rights.indexOf(needs) <= rights.indexOf(account.may ?? "push") ? "allowed" : "denied";
  }
}

/** Of a login's header. */
function passwordOf(authorization: string): string {
  const encoded = /^Basic (.+)$/i.exec(authorization)?.[1] ?? "";
  return Buffer.from(encoded, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
}
