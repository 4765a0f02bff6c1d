import { attestationBundle, certificateOf, isStatement } from "../attestation/bundle.ts";
import { parseBody } from "../http/body.ts";
import { ApiError, notFound, unprocessable } from "../http/error.ts";
import type { Received } from "../http/listen.ts";
import type { Reply } from "../http/route.ts";
import type { TokenService } from "../oidc/token-service.ts";

const place = "/_sign";
/** Whom a token that something is signed with is for. */
const audience = "sigstore";

/**
 * Signs in-toto statements at `/_sign`, in place of Sigstore's authority: `{oidc, statement}` becomes `{bundle}`,
 * and what that says of the signer comes from the token alone.
 */
export class Signing {
  readonly #tokens: Pick<TokenService, "read">;

  constructor(tokens: Pick<TokenService, "read">) {
    this.#tokens = tokens;
  }

  /** A bundle; null where something else is asked for. Throws an ApiError where the token or the statement is none. */
  answer({ method, url, body }: Received): Reply | null {
    if (url.pathname !== place) return null;
    if (method !== "POST") throw notFound();
    const { oidc, statement } = parseBody(body);
    const claims = typeof oidc === "string" ? this.#tokens.read(oidc, audience) : null;
    if (claims === null)
      throw new ApiError(401, `There was an error processing the identity token: it must be for ${audience}`);
    if (!isStatement(statement)) throw unprocessable("statement is no in-toto statement with a subject");
    return { status: 201, body: { bundle: attestationBundle(statement, certificateOf(claims)) } };
  }
}
