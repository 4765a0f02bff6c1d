import { randomBytes } from "node:crypto";
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

/** How long a token of an installation is valid, in milliseconds. */
const validity = 3_600_000;

/** Gives a token to whoever shows an App's signed claims. No App is registered here, so that nobody's signature is known. */
function createToken(call: Call): Reply {
  if (!isClaim(call.token)) throw new ApiError(401, "A JSON web token could not be decoded");
  return created({
    token: `ghs_${randomBytes(18).toString("hex")}`,
    expires_at: timestamp(new Date(Date.now() + validity)),
    permissions: {},
    repository_selection: "selected",
  });
}

function isClaim(token: string | null): boolean {
  const [, payload, signature] = token?.split(".") ?? [];
  if (!payload || !signature) return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null && "iss" in claims && "exp" in claims;
  } catch {
    return false;
  }
}
