import { randomBytes } from "node:crypto";
import { features, type Access, type Feature, type TokenRules } from "../http/permissions.ts";
import type { JobClaims } from "../oidc/claims.ts";
import type { TokenRequest, TokenService } from "../oidc/token-service.ts";

/** A job that is let in. */
export interface JobToOpen {
  /** `owner/name` */
  readonly repository: string;
  /** Number of its run, whose artifacts it sees. */
  readonly run: number;
  /** Which attempt of the run it belongs to; artifacts stay from one to the next. */
  readonly attempt: number;
  /** As the workflow writes them: `{contents: "read", "id-token": "write"}`; a feature that is not named: none. */
  readonly permissions: Readonly<Record<string, string>>;
  /** What its tokens say of it. */
  readonly claims: JobClaims;
}

/** What a job has while it runs. Never to be shown. */
export interface JobGrant {
  /** `github.token` */
  readonly token: string;
  /** `ACTIONS_RUNTIME_TOKEN`: for the artifacts of its run. */
  readonly runtimeToken: string;
  /** Null: it has no `id-token: write`. */
  readonly oidc: TokenRequest | null;
}

/** What a job's token may do with packages. */
export type PackagesRight = Access;

/** Begins each token that is made here: none of them is good for anything once its job has ended. */
const prefix = "ghs_rehearsed";

/** What a workflow may give its jobs of the features that are served here; the others are beyond any of them. */
const givable: ReadonlySet<Feature> = new Set<Feature>([
  "actions",
  "attestations",
  "checks",
  "contents",
  "packages",
  "pull_requests",
  "statuses",
]);

/** The jobs that run now, and what they may do. */
export class Grants {
  readonly #tokens: TokenService;
  readonly #rules = new Map<string, TokenRules>();
  /** Numbers of runs by the runtime tokens of their jobs. */
  readonly #runs = new Map<string, number>();

  constructor(tokens: TokenService) {
    this.#tokens = tokens;
  }

  /** Lets a job in, with the permissions that are named and no others. */
  open(origin: string, { repository, run, permissions, claims }: JobToOpen): JobGrant {
    const token = newToken();
    const runtimeToken = newToken();
    this.#rules.set(token, rulesOf(repository, permissions));
    this.#runs.set(runtimeToken, run);
    const isNamed = permissions["id-token"] === "write";
    return { token, runtimeToken, oidc: isNamed ? this.#tokens.allow(origin, claims) : null };
  }

  /** Takes all that back, once the job has ended. */
  close({ token, runtimeToken, oidc }: JobGrant): void {
    this.#rules.delete(token);
    this.#runs.delete(runtimeToken);
    if (oidc !== null) this.#tokens.revoke(oidc);
  }

  /** What a token may do, where it is a job's or was one; null: it never was. */
  rulesOf(token: string | null): TokenRules | null {
    if (token?.startsWith(prefix) !== true) return null;
    return this.#rules.get(token) ?? { valid: [] };
  }

  /** The run whose artifacts a runtime token is for; null: the token is not good. */
  runOf(runtimeToken: string | null): number | null {
    return this.#runs.get(runtimeToken ?? "") ?? null;
  }

  /** What a token may do with packages; null: it is no job's that runs now. */
  packagesOf(token: string): PackagesRight | null {
    return this.#rules.get(token)?.permissions?.packages ?? null;
  }
}

function newToken(): string {
  return `${prefix}${randomBytes(27).toString("base64url")}`;
}

function rulesOf(repository: string, permissions: JobToOpen["permissions"]): TokenRules {
  const given = (feature: Feature): Access => {
    if (feature === "metadata") return "read";
    const said = givable.has(feature) ? permissions[feature.replaceAll("_", "-")] : undefined;
    return said === "read" || said === "write" ? said : "none";
  };
  const all = Object.fromEntries(features.map((feature) => [feature, given(feature)]));
  return { permissions: all, repositories: [repository], ofJob: true };
}
