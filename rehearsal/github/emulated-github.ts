import type { Clock } from "../../runners/ports/clock.ts";
import type { GitHubModel } from "../runners/github-model.ts";
import type { PackageStore } from "../registry/packages.ts";
import type { Intercept } from "./http/intercept.ts";
import type { TokenRules } from "./http/permissions.ts";
import type { Limits } from "./http/route.ts";
import type { JobGrant, JobToOpen, PackagesRight } from "./jobs/grants.ts";
import type { JobClaims } from "./oidc/claims.ts";
import type { TokenRequest } from "./oidc/token-service.ts";

/** A GitHub on this machine. */
export interface EmulatedGitHub {
  /** With a slash at the end: `http://127.0.0.1:PORT/`; the API is here and, as on GitHub Enterprise, under `api/v3/`. */
  readonly url: string;
  /** How often each operation was asked for, by `GET /repos/{owner}/{repo}` and the like. */
  requests(): Readonly<Record<string, number>>;
  /** Lets a job ask for tokens that say who it is: what it needs in its environment. */
  allowTokens(claims: JobClaims): TokenRequest;
  /** Takes that back, as once the job has ended. */
  revokeTokens(request: TokenRequest): void;
  /** Lets a job in: its tokens do what its permissions say and no more, reading a public repository too. */
  openJob(job: JobToOpen): JobGrant;
  /** Takes all of that back, once the job has ended. */
  closeJob(grant: JobGrant): void;
  /** What a job's token may do with packages, for the registry beside it; null: it is no job's that runs now. */
  packagesOf(token: string): PackagesRight | null;
  /** Why a repository's environment takes no deployment from a ref, in GitHub's words; null where it does. */
  deploymentFault(repository: string, environment: string, ref: string): string | null;
  /** Who may let a job into an environment: logins, and teams as `organization/team`; empty where nobody has to. */
  reviewersOf(repository: string, environment: string): readonly string[];
  close(): Promise<void>;
}

/** Where and how the emulated GitHub runs. */
export interface EmulatedGitHubOptions {
  /** The `.slipway` folder: records in `github.json`, git repositories in `repository/OWNER/NAME`. */
  readonly root: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** @default any token may do everything */
  readonly token?: TokenRules;
  /** Self-hosted runners, their jobs, and webhooks of both. @default none */
  readonly runners?: GitHubModel;
  /** The time of Apps' tokens. @default this machine's */
  readonly clock?: Clock;
  /** For tests, which reach smaller ones sooner. @default the service's own */
  readonly limits?: Partial<Limits>;
  /** The packages of a registry beside it. @default none */
  readonly packages?: PackageStore;
  /** For tests: what becomes of requests instead of what would. @default nothing */
  readonly intercept?: Intercept;
  /** Told what happens beside requests. @default nothing is told */
  readonly log?: (message: string) => void;
}
