import { optionalObject } from "../http/body.ts";
import { ApiError } from "../http/error.ts";
import { created, type Call, type Reply, type Route } from "../http/route.ts";
import { timestamp } from "../store/records.ts";

/** GitHub Apps: how one comes by a token. */
export const apps: readonly Route[] = [
  {
    method: "POST",
    path: "/app/installations/{installation_id}/access_tokens",
    documentation: "apps/apps#create-an-installation-access-token-for-an-app",
    needs: null,
    handle: createToken,
  },
];

/** An App's claims may be good for so long at most (seconds). */
const longest = 600;

function createToken(call: Call): Reply {
  assertApp(call);
  const permissions = optionalObject(call.body, "permissions") ?? null;
  const { token, expiresAt } = call.issueToken(permissions);
  const expires_at = timestamp(new Date(expiresAt));
  return created({ token, expires_at, permissions: permissions ?? {}, repository_selection: "selected" });
}

/**
 * Throws the service's answer where no App's signed claims are shown that are good now. No App is registered here, so that
 * nobody's signature is known.
 */
export function assertApp({ token, clock }: Call): void {
  const expiry = expiryOf(token);
  if (expiry === null) throw new ApiError(401, "A JSON web token could not be decoded");
  const left = expiry - clock.now() / 1000;
  if (left <= 0)
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (left > longest) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
}

/** Seconds since 1970; null: it is no signed claim. */
function expiryOf(token: string | null): number | null {
  const [, payload, signature] = token?.split(".") ?? [];
  if (!payload || !signature) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const isClaim = typeof claims === "object" && claims !== null && "iss" in claims && "exp" in claims;
    return isClaim ? Number(claims.exp) : null;
  } catch {
    return null;
  }
}
