import { type JsonWebKey, createPublicKey, verify } from "node:crypto";

/** What an OIDC token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a token is checked by. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** The issuer's public keys, each with its `kid`. */
  readonly keys: readonly JsonWebKey[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How far the issuer's clock may be off (seconds). */
const leeway = 30;

/** What a token says, not yet checked; null where it is none. */
export function decodeClaims(token: string): Claims | null {
  const parts = token.split(".");
  return parts.length === 3 ? parseObject(parts[1] ?? "") : null;
}

/** What a token says, if the issuer signed it for this audience and it is valid now; else null. */
export function verifiedClaims(token: string, rules: TokenRules): Claims | null {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const header = parseObject(head);
  const claims = parseObject(payload);
  const key = rules.keys.find((one) => one["kid"] === header?.["kid"]);
  // None but the algorithm that the issuer uses: a token must not choose how it is checked.
  if (claims === null || key === undefined || header?.["alg"] !== "RS256") return null;
  const signed = Buffer.from(`${head}.${payload}`);
  const publicKey = createPublicKey({ key, format: "jwk" });
  if (!verify("sha256", signed, publicKey, Buffer.from(signature, "base64url"))) return null;
  return isCurrent(claims, rules) ? claims : null;
}

function isCurrent(claims: Claims, { issuer, audience, now }: TokenRules): boolean {
  const { iss, aud, exp, iat, nbf } = claims;
  const seconds = now / 1000;
  if (iss !== issuer || aud !== audience) return false;
  if (typeof exp !== "number" || typeof iat !== "number") return false;
  if (exp + leeway <= seconds || iat - leeway > seconds) return false;
  return nbf === undefined || (typeof nbf === "number" && nbf - leeway <= seconds);
}

function parseObject(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}
