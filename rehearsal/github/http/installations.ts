import { randomBytes } from "node:crypto";
import type { Clock } from "../../../runners/ports/clock.ts";
import { features, type Access, type TokenRules } from "./permissions.ts";

/** A token of an installation. */
export interface IssuedToken {
  readonly token: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

const prefix = "ghs_";
const validity = 3_600_000;

/** Tokens of installations of Apps: each is valid for an hour, and does what was asked for it. */
export class Installations {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { readonly rules: TokenRules; readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `permissions`: by feature; null: all that the installation has. */
  issue(permissions: Readonly<Record<string, unknown>> | null, all: TokenRules): IssuedToken {
    const token = `${prefix}${randomBytes(18).toString("hex")}`;
    const expiresAt = this.#clock.now() + validity;
    this.#issued.set(token, { rules: permissions === null ? all : narrowed(permissions, all), expiresAt });
    return { token, expiresAt };
  }

  /** What a token may do; null: none was issued. */
  rulesOf(token: string | null): TokenRules | null {
    const issued = this.#issued.get(token ?? "");
    if (issued === undefined) return null;
    return this.#clock.now() < issued.expiresAt ? issued.rules : { valid: [] };
  }
}

function narrowed(permissions: Readonly<Record<string, unknown>>, all: TokenRules): TokenRules {
  const given = features.map((feature): readonly [string, Access] => {
    const asked = permissions[feature];
    const named = asked === "read" || asked === "write" ? asked : "none";
    return [feature, feature === "metadata" ? "read" : named];
  });
  return { ...all, permissions: Object.fromEntries(given) };
}
