import { createHash, randomBytes } from "node:crypto";
import { normalizeName } from "../../../tasks/index/file-name.ts";
import type { Reply } from "../http/reply.ts";
import type { Records } from "../store/records.ts";
import { type TokenRules, decodeClaims, verifiedClaims } from "./jwt.ts";
import { type TrustedPublisher, publishersOf } from "./publishers.ts";

/** How long a token may upload (milliseconds). */
const lifetime = 15 * 60 * 1000;

/** Gives an upload token for an OIDC token of a registered publisher; keeps who got it, and that it was used. */
export function mintToken(
  body: Buffer,
  records: Records,
  rules: TokenRules & { readonly publishers: readonly TrustedPublisher[] },
): Reply {
  const given = tokenOf(body);
  if (given === null) return invalid("invalid-payload", "Field required: token");
  const unverified = decodeClaims(given);
  if (unverified === null) return invalid("invalid-payload", "malformed JWT");
  if (unverified["iss"] !== rules.issuer) {
    return invalid("invalid-payload", "unknown trusted publishing issuer");
  }
  const claims = verifiedClaims(given, rules);
  if (claims === null) return invalid("invalid-token", "malformed or invalid token");
  const found = publishersOf(claims, rules.publishers);
  if (typeof found === "string") {
    return invalid("invalid-publisher", `valid token, but no corresponding publisher (${found})`);
  }
  const id = String(claims["jti"]);
  if (records.exchanged.includes(id)) return invalid("invalid-reuse-token", "invalid token: already used");
  records.exchanged.push(id);
  const token = `pypi-${randomBytes(48).toString("base64url")}`;
  const expires = Math.floor(rules.now / 1000) * 1000 + lifetime;
  const projects = found.map(({ project }) => normalizeName(project));
  for (const [at, name] of projects.entries()) {
    // A pending publisher's first exchange makes the project, before anything is uploaded.
    records.projects[name] ??= { name: found[at]?.project ?? name, releases: [], files: [] };
  }
  records.minted.push({
    sha256: createHash("sha256").update(token).digest("hex"),
    projects,
    expires,
    publisher: asProvenanceTells(found[0]),
  });
  return { status: 200, body: { success: true, token, expires: expires / 1000 } };
}

function invalid(code: string, description: string): Reply {
  return { status: 422, body: { message: "Token request failed", errors: [{ code, description }] } };
}

function tokenOf(body: Buffer): string | null {
  try {
    const payload = JSON.parse(body.toString("utf8")) as { readonly token?: unknown } | null;
    return typeof payload?.token === "string" ? payload.token : null;
  } catch {
    return null;
  }
}

function asProvenanceTells(publisher: TrustedPublisher | undefined): Readonly<Record<string, unknown>> {
  if (publisher === undefined) return {};
  const { owner, repository, workflow, environment } = publisher;
  return {
    kind: "GitHub",
    claims: null,
    repository: `${owner}/${repository}`,
    workflow,
    environment: environment ?? null,
  };
}
