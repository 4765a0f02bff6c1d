import type { HttpOptions } from "../http/request.ts";
import type { Fault } from "../program/fault.ts";
import { type Claims, claimsOf } from "./claims.ts";
import { clockFault } from "./clock.ts";
import { mask } from "./mask.ts";
import { oidcEndpointOf, requestOidcToken } from "./token.ts";

/** Where a task runs, and what it says. */
export interface OidcHost {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** @default by the clock */
  readonly sleep?: NonNullable<HttpOptions["sleep"]>;
}

/** A job's token with what it claims, and whether the local clock agrees with it. */
export interface JobToken {
  /** Masked; good for some minutes. */
  readonly token: string;
  readonly claims: Claims;
  readonly clock: Fault | null;
}

/** Asks for this job's token, masks it, and reads it. */
export async function askJobToken(audience: string, host: OidcHost): Promise<JobToken> {
  const { variables, ...options } = host;
  const token = await requestOidcToken(oidcEndpointOf(variables), audience, options);
  mask(token, variables, host.say);
  const claims = claimsOf(token);
  return { token, claims, clock: clockFault(claims, Date.now() / 1000) };
}
