import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { tokenOf } from "../http/authorize.ts";
import { isJson } from "../http/body.ts";
import type { Received } from "../http/listen.ts";
import type { Json, Reply } from "../http/route.ts";
import { claimsOf, type JobClaims } from "./claims.ts";

const place = "/_oidc";
/** How long a token is valid (seconds). */
const validity = 300;

/** What a job needs in its environment to ask for tokens. */
export interface TokenRequest {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
}

/**
 * Gives jobs the tokens that say who they are: RS256, with a key of this server's own, at `/_oidc/token`. Whoever
 * wants to believe them finds the key by `/_oidc/.well-known/openid-configuration`.
 */
export class TokenService {
  readonly #jobs = new Map<string, JobClaims>();
  #keys: Keys | null = null;

  /** Lets one job ask, for tokens with these claims. */
  allow(origin: string, claims: JobClaims): TokenRequest {
    const token = randomBytes(24).toString("base64url");
    this.#jobs.set(token, claims);
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${place}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
    };
  }

  /** Lets it ask no more, as once the job has ended. */
  revoke({ ACTIONS_ID_TOKEN_REQUEST_TOKEN }: TokenRequest): void {
    this.#jobs.delete(ACTIONS_ID_TOKEN_REQUEST_TOKEN);
  }

  /** What a token that was given here says, where it is for that audience and still good; null where it is not. */
  read(value: string, audience: string): Json | null {
    const [head = "", claims = "", signature = "", ...more] = value.split(".");
    if (this.#keys === null || more.length > 0) return null;
    const isOurs = verify(
      "sha256",
      Buffer.from(`${head}.${claims}`),
      createPublicKey(this.#keys.secret),
      Buffer.from(signature, "base64url"),
    );
    const said: unknown = isOurs ? JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) : null;
    const isGood = isJson(said) && said["aud"] === audience && Number(said["exp"]) > Date.now() / 1000;
    return isGood ? said : null;
  }

  /** A token, or what it is checked with; null where something else is asked for. */
  answer({ url, headers }: Received): Reply | null {
    const issuer = `${url.origin}${place}`;
    switch (url.pathname) {
      case `${place}/token`:
        return this.#answerToken(tokenOf(headers.authorization), issuer, url.searchParams.get("audience"));
      case `${place}/.well-known/openid-configuration`:
        return { status: 200, body: configuration(issuer) };
      case `${place}/.well-known/jwks`:
        return { status: 200, body: { keys: [(this.#keys ??= newKeys()).published] } };
      default:
        return null;
    }
  }

  #answerToken(token: string | null, issuer: string, audience: string | null): Reply {
    const job = token === null ? undefined : this.#jobs.get(token);
    if (job === undefined) return { status: 401, body: { message: "The request token is not valid" } };
    const now = Math.floor(Date.now() / 1000);
    const value = this.#signed({
      jti: randomUUID(),
      ...claimsOf(job),
      aud: audience ?? `https://github.com/${job.repository_owner}`,
      iss: issuer,
      nbf: now - 5,
      iat: now,
      exp: now + validity,
    });
    return { status: 200, body: { count: value.length, value } };
  }

  #signed(claims: Readonly<Record<string, string | number>>): string {
    const { secret, published } = (this.#keys ??= newKeys());
    const head = { typ: "JWT", alg: "RS256", kid: published["kid"] };
    const text = [head, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${text}.${sign("sha256", Buffer.from(text), secret).toString("base64url")}`;
  }
}

interface Keys {
  readonly secret: KeyObject;
  /** As a set of keys lists it. */
  readonly published: Readonly<Record<string, unknown>>;
}

function newKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify(jwk)).digest("hex").slice(0, 40);
  return { secret: privateKey, published: { ...jwk, kid, alg: "RS256", use: "sig" } };
}

function configuration(issuer: string): Readonly<Record<string, unknown>> {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public", "pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}
